// WebKit, in the small browser that comes with it, driven through classic WebDriver by selenium-webdriver.
// cspell:ignore displayfd nolisten webkitgtk

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {Builder, By, Capabilities} from 'selenium-webdriver';

const WINDOW = {x: 0, y: 0, width: 1440, height: 1000};
const CAPABILITIES = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': {args: ['--automation', '--enable-write-console-messages-to-stdout=true']},
});
const SESSION_MS = 30_000;
const MOST_TRIES = 3;

/** @returns {Promise<import('./lab.mjs').Engine>} */
export async function openWebKit() {
    const home = await mkdtemp(join(tmpdir(), 'hourglass-webkit-'));
    const downloads = join(home, 'downloads');
    await mkdir(downloads);
    await mkdir(join(home, '.config'));
    await writeFile(join(home, '.config/user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/downloads"\n');
    // the browser has no mode without a display
    const screen = spawn(process.env.XVFB || 'Xvfb', ['-displayfd', '3', '-screen', '0', `${WINDOW.width}x${WINDOW.height}x24`, '-nolisten', 'tcp'],
        {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
    const [display] = await once(/** @type {import('node:stream').Readable} */ (screen.stdio[3]), 'data', {signal: AbortSignal.timeout(SESSION_MS)});
    const environment = {
        ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), DISPLAY: `:${String(display).trim()}`, GDK_BACKEND: 'x11',
        // its sandbox needs rights that a container does not give
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    async function newPage() {
        /** @type {string[]} */
        const problems = [];
        const {session, end} = await openSession(environment, problems);
        await session.manage().window().setRect(WINDOW);
        const find = (/** @type {string} */ xpath) => session.findElement(By.xpath(xpath));
        return {
            downloads,
            problems: () => problems,
            goto: (/** @type {string} */ url) => session.get(url),
            reload: () => session.navigate().refresh(),
            evaluate: (/** @type {any} */ body, /** @type {any[]} */ ...args) => session.executeScript(body, ...args),
            click: (/** @type {string} */ xpath) => find(xpath).click(),
            setFiles: (/** @type {string} */ xpath, /** @type {string[]} */ ...paths) => find(xpath).sendKeys(paths.join('\n')),
            async drag(/** @type {[number, number][]} */ [[x, y], ...rest]) {
                let actions = session.actions({async: false}).move({x, y}).press();
                for (const [left, top] of rest) actions = actions.move({x: left, y: top, duration: 20});
                await actions.release().perform();
            },
            screenshot: async () => Buffer.from(await session.takeScreenshot(), 'base64'),
            close: () => session.quit().finally(end),
        };
    }

    const {session, end} = await openSession(environment, []);
    const name = `WebKitGTK ${(await session.getCapabilities()).get('browserVersion')}`;
    await session.quit().finally(end);
    return {
        name,
        newPage,
        async close() {
            await ended(screen);
            await rm(home, {recursive: true, force: true, maxRetries: 3});
        },
    };
}

/**
 * A browser with a driver of its own. On a busy machine the two sometimes do not find each other: then once more.
 * @param {NodeJS.ProcessEnv} environment @param {string[]} problems collects errors of the console
 */
async function openSession(environment, problems) {
    for (let tries = 1; ; tries++) {
        const port = await freePort();
        // in a group of processes, with the browser that it starts
        const driver = spawn(process.env.WEBKIT_DRIVER || 'WebKitWebDriver', [`--port=${port}`],
            {stdio: ['ignore', 'pipe', 'inherit'], env: environment, detached: true});
        driver.stdout.setEncoding('utf8').on('data', (text) => problems.push(...text.split('\n').filter((line) => /^CONSOLE \S+ ERROR/.test(line))));
        const end = () => ended(driver, -1);
        try {
            await answering(port);
            const opening = new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(CAPABILITIES).build();
            const session = await Promise.race([opening, sleep(SESSION_MS, null, {ref: false})]);
            if (session) return {session, end};
            throw new Error(`no session after ${SESSION_MS} ms`);
        } catch (thrown) {
            await end();
            if (tries === MOST_TRIES) throw thrown;
            console.log(`WebKit did not start (${thrown}): once more`);
        }
    }
}

/** Ends a process, or with sign -1 its group. @param {import('node:child_process').ChildProcess} child @param {1 | -1} sign */
async function ended(child, sign = 1) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    process.kill(sign * child.pid, 'SIGKILL');
    await exit;
}

/** A port of this machine that nothing listens to. */
async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
    server.close();
    await once(server, 'close');
    return port;
}

/** Waits until the driver answers. @param {number} port */
async function answering(port) {
    for (let tries = 0; tries < 100; tries++) {
        if (await fetch(`http://127.0.0.1:${port}/status`).then(({ok}) => ok, () => false)) return;
        await sleep(100);
    }
    throw new Error(`the driver does not answer on port ${port}`);
}
