// Status bar: state of the run, device with its reason, speed and progress. Its text for screen readers changes at most every
// ten seconds. Main thread.

import {createFrame} from '../scheduling/animation-frame.js';
import {compact, integer, significant} from '../ui/format.js';
import {endInWords} from '../runs/stop-reason.js';

const SPEAK_EVERY_MS = 10_000;
const STATES = {
    empty: 'No run', preparing: 'Building', ready: 'Ready', running: 'Training', paused: 'Paused', finished: 'Finished',
    stopped: 'Stopped',
};

/**
 * @typedef {object} BarState
 * @property {import('../protocol/messages.js').State} state
 * @property {number} step
 * @property {number} epoch
 * @property {number} stepsPerSecond
 * @property {number} examplesPerSecond
 * @property {number} validation
 * @property {import('../protocol/answers.js').StopReason} [finished] with that state
 */

/**
 * @param {Record<'state' | 'device' | 'why' | 'step' | 'epoch' | 'steps' | 'examples', HTMLElement>} parts
 * @param {HTMLProgressElement} bar how far the module for a faster device has come
 * @param {HTMLElement} spoken a polite live region
 */
export function createStatusBar(parts, bar, spoken) {
    /** @type {BarState} */
    const shown = {state: 'empty', step: 0, epoch: 0, stepsPerSecond: 0, examplesPerSecond: 0, validation: NaN};
    let spokenAt = -Infinity;
    let spokenState = '';
    const frame = createFrame(draw, 100);

    function draw() {
        const running = shown.state === 'running';
        parts.state.textContent = stateInWords();
        parts.state.dataset.state = shown.state;
        parts.step.textContent = integer(shown.step);
        parts.epoch.textContent = shown.epoch.toFixed(1);
        parts.steps.textContent = running && shown.stepsPerSecond > 0 ? compact(shown.stepsPerSecond) : '–';
        parts.examples.textContent = running && shown.examplesPerSecond > 0 ? compact(shown.examplesPerSecond) : '–';
        speak();
    }

    function stateInWords() {
        return shown.state === 'finished' && shown.finished ? endInWords(shown.finished, shown.step) : STATES[shown.state];
    }

    function speak() {
        const now = performance.now();
        const changed = spokenState !== shown.state;
        if (!changed && (shown.state !== 'running' || now - spokenAt < SPEAK_EVERY_MS)) return;
        spokenAt = now;
        spokenState = shown.state;
        const known = Number.isFinite(shown.validation) ? `, validation loss ${significant(shown.validation)}` : '';
        spoken.textContent = `${stateInWords()}. Epoch ${Math.floor(shown.epoch) + 1}, step ${shown.step}${known}`;
    }

    return {
        /** @param {Partial<BarState>} news */
        update(news) {
            Object.assign(shown, news);
            frame.request();
        },
        /** @param {import('../protocol/messages.js').DeviceInfo} device @param {string} before devices on which the run trained before, in words */
        device({name, why, loaded}, before) {
            parts.device.textContent = name;
            parts.why.textContent = before ? `${why}. Before: ${before}` : why;
            bar.hidden = loaded === undefined;
            bar.value = loaded ?? 0;
        },
    };
}
