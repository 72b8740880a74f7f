import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createWakeLock} from '../../../www/app/wake-lock.js';

const turns = async () => {
    for (let i = 0; i < 5; i++) await new Promise((next) => setImmediate(next));
};

/** A page whose browser counts what it holds, and reports a release late, as browsers do. @param {{refuses?: boolean}} [options] */
function setUp({refuses = false} = {}) {
    /** @type {Record<string, () => void>} */
    const listeners = {};
    const listen = (/** @type {string} */ type, /** @type {any} */ act) => void (listeners[type] = act);
    const page = {hidden: false, addEventListener: listen};
    const box = {checked: false, addEventListener: listen};
    const words = {textContent: 'Help.'};
    const seen = {held: 0, asked: 0};
    let refusing = refuses;
    let releaseAll = () => {};
    const api = {
        async request() {
            seen.asked += 1;
            if (refusing) throw new Error('refused');
            seen.held += 1;
            let report = () => {};
            let isReleased = false;
            const sentinel = {
                addEventListener: (/** @type {string} */ _, /** @type {any} */ act) => void (report = act),
                async release() {
                    if (isReleased) return;
                    isReleased = true;
                    seen.held -= 1;
                    setImmediate(report);
                },
            };
            releaseAll = () => void sentinel.release();
            return sentinel;
        },
    };
    const lock = createWakeLock(/** @type {any} */ ({box, words}), /** @type {any} */ ({api, page}));
    return {
        lock, words, seen, box,
        relent: () => void (refusing = false),
        /** @param {boolean} checked */
        choose(checked) {
            box.checked = checked;
            listeners.change();
        },
        /** @param {boolean} hidden a hidden tab loses what it holds */
        turn(hidden) {
            page.hidden = hidden;
            if (hidden) releaseAll();
            listeners.visibilitychange();
        },
    };
}

test('nothing is asked of a browser unless the person chooses it', async () => {
    const {lock, seen} = setUp();
    lock.status({state: 'running'});
    await turns();
    assert.equal(seen.asked, 0);
});

test('the screen is kept on while a run trains, and no longer', async () => {
    const {lock, seen, choose} = setUp();
    choose(true);
    await turns();
    assert.equal(seen.held, 0, 'nothing trains');
    lock.status({state: 'running'});
    await turns();
    assert.equal(seen.held, 1);
    for (const state of /** @type {const} */ (['paused', 'finished', 'stopped'])) {
        lock.status({state});
        await turns();
        assert.equal(seen.held, 0, state);
        lock.status({state: 'running'});
        await turns();
        assert.equal(seen.held, 1);
    }
    choose(false);
    await turns();
    assert.equal(seen.held, 0);
});

test('a tab that was hidden asks again when it is visible', async () => {
    const {lock, seen, choose, turn} = setUp();
    lock.status({state: 'running'});
    choose(true);
    await turns();
    turn(true);
    await turns();
    assert.deepEqual(seen, {held: 0, asked: 1});
    turn(false);
    await turns();
    assert.deepEqual(seen, {held: 1, asked: 2});
});

test('a pause while the browser is asked is followed', async () => {
    const {lock, seen, choose} = setUp();
    lock.status({state: 'running'});
    choose(true);
    lock.status({state: 'paused'});
    await turns();
    assert.deepEqual(seen, {held: 0, asked: 1});
});

test('a refusal is said and the box is empty again, until the browser agrees', async () => {
    const {lock, words, box, seen, choose, relent} = setUp({refuses: true});
    lock.status({state: 'running'});
    choose(true);
    await turns();
    assert.deepEqual([words.textContent, box.checked, seen.asked], ['The browser refused. It may be saving the battery.', false, 1]);
    relent();
    choose(true);
    await turns();
    assert.deepEqual([words.textContent, box.checked, seen.held], ['Help.', true, 1]);
});
