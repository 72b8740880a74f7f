import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createHiddenTab} from '../../../www/app/hidden-tab.js';

/** A tab whose visibility and clock the test moves. */
function setUp() {
    let time = 0;
    let change = () => {};
    const page = {hidden: false, addEventListener: (/** @type {string} */ _, /** @type {any} */ act) => void (change = act)};
    /** @type {{hidden: number, before: number}[]} */
    const said = [];
    const tab = createHiddenTab((speeds) => said.push(speeds), {page, now: () => time});
    return {
        said, tab,
        /** @param {boolean} hidden */
        turn(hidden) {
            page.hidden = hidden;
            change();
        },
        /** @param {number} seconds */
        wait: (seconds) => void (time += 1000 * seconds),
        /** @param {number} step @param {number} [stepsPerSecond] @param {number} [run] */
        at: (step, stepsPerSecond = 100, run = 1) => tab.progress({run, step, stepsPerSecond}),
    };
}

/** Hides a tab that trains 100 steps a second for a while. @param {ReturnType<typeof setUp>} tab @param {{seconds: number, steps: number}} hidden */
function hide({at, turn, wait}, {seconds, steps}) {
    at(1000);
    turn(true);
    wait(seconds);
    at(1000 + steps, 3);
    turn(false);
}

test('a tab that trained markedly slower while hidden is reported, with both speeds', () => {
    const tab = setUp();
    hide(tab, {seconds: 20, steps: 400});
    assert.deepEqual(tab.said, [{hidden: 20, before: 100}]);
});

test('it is said once', () => {
    const tab = setUp();
    hide(tab, {seconds: 20, steps: 400});
    hide(tab, {seconds: 20, steps: 400});
    assert.equal(tab.said.length, 1);
});

test('a tab that trained on, or was hidden for a moment, is not reported', () => {
    const tab = setUp();
    hide(tab, {seconds: 20, steps: 1900});
    hide(tab, {seconds: 5, steps: 0});
    assert.deepEqual(tab.said, []);
});

test('a run that paused, went back or was replaced meanwhile was not slowed', () => {
    const paused = setUp();
    paused.at(1000);
    paused.turn(true);
    paused.tab.status({state: 'paused'});
    paused.wait(60);
    paused.turn(false);
    const back = setUp();
    hide(back, {seconds: 20, steps: -500});
    const replaced = setUp();
    replaced.at(1000);
    replaced.turn(true);
    replaced.wait(20);
    replaced.at(1100, 5, 2);
    replaced.turn(false);
    assert.deepEqual([paused.said, back.said, replaced.said], [[], [], []]);
});

test('a run that was paused before the tab was hidden is not reported', () => {
    const tab = setUp();
    tab.at(1000);
    tab.tab.status({state: 'paused'});
    tab.turn(true);
    tab.wait(60);
    tab.turn(false);
    assert.deepEqual(tab.said, []);
});

test('a run that moved to another device meanwhile is not reported', () => {
    const tab = setUp();
    tab.at(1000);
    tab.turn(true);
    tab.tab.moved();
    tab.wait(60);
    tab.at(1100, 3);
    tab.turn(false);
    assert.deepEqual(tab.said, []);
});
