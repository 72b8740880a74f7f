// A loss that is not finite: the run stops, and one press goes on from its last sound state with a lower learning rate.

import assert from 'node:assert/strict';
import {withPage} from '../lib.mjs';
import {progressOf, secondsSince, startsAgain, trainFor} from './fault.mjs';

// a linear model: whenever it is tried, rates up to 4 are stable and rates from 6 on are not
const HASH = '#v=2&device=cpu&hidden=&outputActivation=linear&optimizer=sgd&momentum=0&learningRate=1';
const NOTICE = '[data-key=diverged]';

/** Errors of the run: those of requests go to whoever asked. @param {import('../lib.mjs').Lab} lab */
const errorsOfRun = async (lab) => (await lab.events('error')).filter(({id}) => id === undefined);

/** @param {import('playwright-core').Browser} browser @param {number} trainMs */
async function trial(browser, trainMs) {
    let result;
    await withPage(browser, {hash: HASH}, async (lab) => {
        await lab.built();
        await trainFor(lab, trainMs);
        await lab.page.fill('#setting-learningRate', '30');
        await lab.state('stopped');
        const {code, rewind} = (await errorsOfRun(lab)).at(-1);
        assert.equal(code, 'diverged');
        assert.ok(rewind.step > 0, 'the way back leads to a step that was trained');
        await lab.shows(NOTICE, /step \d+/);
        const words = await lab.page.innerText(`${NOTICE} strong`);
        const progress = await progressOf(lab);

        const pressed = Date.now();
        await lab.page.click(`${NOTICE} button:not(.close)`);
        await lab.until('steps after the way back', ({events}, [from, steps]) =>
            events.slice(events.findIndex((event) => event.code === 'diverged'))
                .some(({type, step}) => type === 'progress' && step >= from + steps), [rewind.step, 20]);
        const back = (Date.now() - pressed) / 1000;
        await startsAgain(lab);
        assert.ok((await lab.losses()).every(Number.isFinite), 'every loss that counts is a finite number');
        assert.equal((await errorsOfRun(lab)).length, 1, 'it did not diverge again');
        result = {step: progress.at(-1).step, from: rewind.step, lost: secondsSince(progress, rewind.step), back, words};
    });
    return result;
}

/** @type {import('./fault.mjs').Fault} */
export const DIVERGED = {name: 'NaN', injected: 'a learning rate of 30 where 6 diverges', device: 'cpu', trainMs: [1000, 12_000], trial};
