// Faults: a fault is declared once, for the end-to-end tests and for the trials that docs/reliability.md reports. Here are its
// type and its shared parts: training before it, and all that must work after it.

import assert from 'node:assert/strict';
import {setTimeout as sleep} from 'node:timers/promises';
import {FIRST_GPU_STEP, launch} from '../lib.mjs';

/**
 * One trial of a fault.
 * @typedef {object} Trial
 * @property {number} step at the fault
 * @property {number} from step from which the run goes on
 * @property {number} lost seconds of training
 * @property {number} back seconds until it trains again
 * @property {string} words shown; empty where nothing is said
 * @property {number} [declined] attempts before it in which the browser declined what the fault needs
 */

/**
 * @typedef {object} Fault
 * @property {string} name subject of a sentence
 * @property {string} injected cause, in words
 * @property {'cpu' | 'webgpu'} device
 * @property {boolean} [own] it breaks or stops the whole browser, and gets one of its own
 * @property {number} [attempts] at most, where the browser may decline what the fault needs, as to keep a page
 * @property {[number, number]} trainMs least and most training before it, in ms
 * @property {(browser: import('playwright-core').Browser, trainMs: number) => Promise<Trial>} trial throws where the run is lost,
 *     the page has to be reloaded, the console shows errors, or Start has no effect afterwards
 */

/** Time of a trial that waits for a long task or a watchdog, in ms. */
export const NOTICED = 180_000;

/** The browser has not done what a fault needs: no trial took place. */
export class Declined extends Error {}

/** @param {Fault} fault @param {import('playwright-core').Browser} shared @param {number} [luck] 0 to 1: when it strikes */
async function tryOnce({own, trainMs: [least, most], trial}, shared, luck = 0) {
    const browser = own ? await launch() : shared;
    try {
        return await trial(browser, least + luck * (most - least));
    } finally {
        if (own) await browser.close();
    }
}

/** @param {Fault} fault @param {import('playwright-core').Browser} shared @param {number} [luck] 0 to 1: when it strikes @returns {Promise<Trial>} */
export async function tryFault(fault, shared, luck) {
    for (let declined = 0; ; declined++) {
        try {
            return {...await tryOnce(fault, shared, luck), declined};
        } catch (error) {
            if (!(error instanceof Declined) || declined + 1 >= (fault.attempts ?? 1)) throw error;
        }
    }
}

/** Trains a new run for some time. @param {import('../lib.mjs').Lab} lab @param {number} ms */
export async function trainFor(lab, ms) {
    await lab.start();
    const begun = (await lab.events('progress')).at(-1)?.step ?? 0;
    await lab.step(begun + 20, FIRST_GPU_STEP);
    await sleep(ms);
}

/** Steps that a page has shown, and when. @param {import('../lib.mjs').Lab} lab @returns {Promise<{at: number, step: number}[]>} oldest first */
export const progressOf = ({page}) => page.evaluate(() => {
    const {events} = window.__recorded;
    const begun = events.findLast(({type}) => type === 'created').run;
    const first = events.find(({type, run, state}) => type === 'status' && run === begun && state === 'running');
    const steps = events.filter(({type, run}) => type === 'progress' && run === begun);
    return [{at: first?.at ?? 0, step: 0}, ...steps.map(({at, step}) => ({at, step}))];
});

/** Seconds of training between a step and the last one. @param {{at: number, step: number}[]} progress @param {number} from */
export function secondsSince(progress, from) {
    const last = progress.at(-1);
    return from >= last.step ? 0 : (last.at - progress.find(({step}) => step >= from).at) / 1000;
}

/** Checks that no step was lost or done twice since some step. @param {import('../lib.mjs').Lab} lab @param {number} since */
export async function assertUnbroken(lab, since) {
    const {run} = (await lab.events('created')).at(-1);
    let step = since;
    for (const {step: done, losses} of (await lab.events('progress')).filter((event) => event.run === run && event.step > since)) {
        assert.equal(done - losses.length, step, `the steps after ${step} follow it`);
        step = done;
    }
    assert.deepEqual(await lab.events('recovered'), [], 'no worker was replaced');
}

/** Marks a page, to see later that nobody has reloaded it. @param {import('playwright-core').Page} page */
export const markPage = (page) => page.evaluate(() => {
    window.isSamePage = true;
});

/** Checks that the page was not reloaded. @param {import('playwright-core').Page} page */
export const assertSamePage = async (page) => assert.equal(await page.evaluate(() => window.isSamePage), true, 'the page was not reloaded');

/** Pauses a run that trains, starts it again, and checks that nothing is said to be wrong. @param {import('../lib.mjs').Lab} lab */
export async function startsAgain(lab) {
    await lab.pause();
    await lab.start();
    const {step} = (await lab.events('progress')).at(-1);
    await lab.step(step + 20, FIRST_GPU_STEP);
    assert.deepEqual(await lab.page.locator('.banner.error').allInnerTexts(), []);
}
