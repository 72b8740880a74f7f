import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOfflinePage} from '../../../www/offline/keep-page.js';
import {startIdleLoading} from '../../../www/scheduling/idle-loader.js';

const ROOT = 'https://example.org/lessons/';
const PUBLISHED = `${ROOT}www/0123456789ab/www/page/main.js`;
const turn = () => new Promise((next) => setTimeout(next));
Object.assign(globalThis, {requestIdleCallback: (/** @type {() => void} */ act) => void setTimeout(act)});

/** A page with a browser that records what is asked of it. @param {{address?: string, isFramed?: boolean, savesData?: boolean, refuses?: boolean}} [options] */
function setUp({address = PUBLISHED, isFramed = false, savesData = false, refuses = false} = {}) {
    /** @type {string[]} */
    const asked = [];
    const container = /** @type {any} */ ({
        async register(/** @type {string} */ url) {
            asked.push(`register ${url}`);
            if (refuses) throw new Error('refused');
        },
        ready: Promise.resolve({active: {postMessage: (/** @type {string} */ words) => asked.push(words)}}),
    });
    const locks = /** @type {any} */ ({request: async (/** @type {string} */ name) => void asked.push(`lock ${name}`)});
    const page = createOfflinePage({address, container: () => container, locks, isFramed, savesData: () => savesData});
    return {page, asked};
}

/** Lets idle time pass. */
async function idle() {
    startIdleLoading();
    for (let i = 0; i < 5; i++) await turn();
}

const gpu = /** @type {const} */ ({kind: 'webgpu', name: 'card', why: ''});
const cpu = /** @type {const} */ ({kind: 'cpu', name: 'CPU', why: ''});
const LOCK = `lock ${ROOT}#0123456789ab`;
const REGISTER = `register ${ROOT}service-worker.js`;

test('the published page is kept in idle time, from the root of its site, and its version is locked at once', async () => {
    const {asked} = setUp();
    assert.deepEqual(asked, [LOCK]);
    await idle();
    assert.deepEqual(asked, [LOCK, REGISTER]);
});

test('a page from a development server, from a file or in a frame is not kept', async () => {
    for (const options of [{address: 'http://127.0.0.1:8080/www/offline/keep-page.js'}, {address: 'file:///www/0123456789ab/www/offline/keep-page.js'}, {isFramed: true}]) {
        const {asked} = setUp(options);
        await idle();
        assert.deepEqual(asked, []);
    }
});

test('the GPU module is kept once it trains, whether that was before the page is kept or after', async () => {
    const early = setUp();
    early.page.device(gpu);
    await idle();
    assert.deepEqual(early.asked, [LOCK, REGISTER, 'used pkg/full/']);
    const late = setUp();
    late.page.device(cpu);
    await idle();
    assert.deepEqual(late.asked, [LOCK, REGISTER]);
    late.page.device(gpu);
    late.page.device(gpu);
    await turn();
    assert.deepEqual(late.asked, [LOCK, REGISTER, 'used pkg/full/']);
});

test('the GPU module is not kept where the person asks to fetch little, or the browser refuses', async () => {
    for (const options of [{savesData: true}, {refuses: true}]) {
        const {page, asked} = setUp(options);
        page.device(gpu);
        await idle();
        assert.deepEqual(asked, [LOCK, REGISTER]);
    }
});
