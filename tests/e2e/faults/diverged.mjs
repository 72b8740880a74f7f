// A loss that is not finite: the run stops, and one press goes on from its last sound state with a lower learning rate.

import assert from 'node:assert/strict';
import {withPage} from '../lib.mjs';
import {progressOf, secondsSince, startsAgain, trainFor} from './fault.mjs';

// a linear model: whenever it is tried, rates up to 4 are stable and rates from 6 on are not
const HASH = '#v=2&device=cpu&hidden=&outputActivation=linear&optimizer=sgd&momentum=0&learningRate=1';
const NOTICE = '[data-key=diverged]';
const MOST_PRESSES = 3;

/** Errors of the run: those of requests go to whoever asked. @param {import('../lib.mjs').Lab} lab */
const errorsOfRun = async (lab) => (await lab.events('error')).filter(({id}) => id === undefined);

/** Presses the way back. @param {import('../lib.mjs').Lab} lab @param {number} from @returns {Promise<boolean>} whether the run trains on */
async function goesBack(lab, from) {
    const {length} = await errorsOfRun(lab);
    await lab.page.click(`${NOTICE} button:not(.close)`);
    await lab.until('steps after the way back, or another way back', ({events}, [count, step]) => {
        const errors = events.filter(({type, id}) => type === 'error' && id === undefined);
        const later = events.slice(events.indexOf(errors[count - 1]));
        return errors.length > count || later.some(({type, step: done}) => type === 'progress' && done >= step + 20);
    }, [length, from]);
    return (await errorsOfRun(lab)).length === length;
}

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
        // a state after some steps at the large rate may need a press more, for another tenth
        for (let presses = 1; !await goesBack(lab, rewind.step); presses++) assert.ok(presses < MOST_PRESSES, 'it diverged again and again');
        const back = (Date.now() - pressed) / 1000;
        await startsAgain(lab);
        assert.ok((await lab.losses()).every(Number.isFinite), 'every loss that counts is a finite number');
        result = {step: progress.at(-1).step, from: rewind.step, lost: secondsSince(progress, rewind.step), back, words};
    });
    return result;
}

/** @type {import('./fault.mjs').Fault} */
export const DIVERGED = {name: 'NaN', injected: 'a learning rate of 30 where 6 diverges', device: 'cpu', trainMs: [1000, 12_000], trial};
