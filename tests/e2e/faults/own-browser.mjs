// A Chromium of our own, with a profile that outlives it and a process group that can be stopped and killed.

import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {SOON, optionsFor, until} from '../lib.mjs';

/** @param {string} profile folder */
async function open(profile) {
    const {executablePath, args} = optionsFor({});
    const portFile = join(profile, 'DevToolsActivePort');
    await rm(portFile, {force: true});
    const flags = [...args, '--headless', '--disable-dev-shm-usage', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'];
    // its children are in its group
    const child = spawn(executablePath, flags, {detached: true, stdio: 'ignore'});
    const ended = once(child, 'exit');
    let port = '';
    await until('the browser', async () => {
        port = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')[0];
        return port !== '';
    }, 3 * SOON);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return {browser, context: browser.contexts()[0], signal: (/** @type {NodeJS.Signals} */ name) => process.kill(-child.pid, name), ended};
}

/**
 * Hands out a browser that can be killed and opened again, and clears up.
 * @template T
 * @param {(own: OwnBrowser) => Promise<T>} body
 */
export async function withOwnBrowser(body) {
    const profile = await mkdtemp(join(tmpdir(), 'hourglass-profile-'));
    const own = {
        ...await open(profile),
        /** Ends all its processes, which cannot do anything about it. */
        async kill() {
            own.signal('SIGKILL');
            await own.ended;
        },
        reopen: async () => Object.assign(own, await open(profile)),
    };
    try {
        return await body(own);
    } finally {
        own.signal('SIGCONT');
        await own.kill();
        await rm(profile, {recursive: true, force: true, maxRetries: 5});
    }
}

/** @typedef {Awaited<ReturnType<typeof open>> & {kill: () => Promise<void>, reopen: () => Promise<OwnBrowser>}} OwnBrowser */
