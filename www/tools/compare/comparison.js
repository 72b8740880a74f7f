// Contents of the tool "Compare": lines of the chart, rows of the table, and what differs in words. Pure.

import {likelihoodOf} from '../../cards/metric-definitions.js';
import {CURRENT_RUN, STYLES, createOverlay} from '../../loss/run-overlay.js';
import {LEAST_STEPS} from '../../runs/run-recorder.js';
import {CURVES, whyApart} from '../../runs/run-record.js';
import {MOST_PINNED, MOST_RUNS} from '../../runs/run-store.js';
import {differencesInWords} from '../../runs/settings-diff.js';
import {PAGE_SCHEMA as SCHEMA} from '../../settings/page-schema.js';
import {letterOf} from './slots.js';

/** @typedef {import('../../runs/run-record.js').RunRecord} RunRecord */
/** @typedef {import('../../runs/run-record.js').CurveName} CurveName */
/** @typedef {ReturnType<typeof import('./slots.js').createSlots>} Slots */

const NOTHING = `Nothing to compare yet. A run is kept once it has trained for ${LEAST_STEPS} steps. Train one, change a setting and restart: then the two stand here side by side.`;
const PROBLEMS = {
    full: 'This browser has no more room for runs: those of this page stay until it is closed. Remove some to keep others.',
    forbidden: 'This browser keeps nothing for this page, as in a private window: these runs stay until it is closed.',
};

/**
 * The runs as one state of the tool.
 * @typedef {object} Comparison
 * @property {RunRecord | null} now the run that trains
 * @property {RunRecord[]} others kept runs
 * @property {Map<string, string>} apart why a run cannot be drawn, by id; empty where it can
 * @property {CurveName} curve
 */

/** @param {RunRecord | null} now @param {RunRecord[]} others @param {CurveName} curve @returns {Comparison} */
export const comparisonOf = (now, others, curve) => ({
    now, others, curve, apart: new Map(others.map((run) => [run.id, now ? whyApart(SCHEMA, run, now, curve) : ''])),
});

/** Runs that can be drawn, in their order. @param {Comparison} comparison */
export const drawable = ({others, apart}) => others.filter(({id}) => apart.get(id) === '');

/** Runs that are drawn, by slot. @param {Comparison} comparison @param {Slots} slots */
export const drawnIn = (comparison, slots) => drawable(comparison).filter(({id}) => slots.of(id) >= 0).sort((a, b) => slots.of(a.id) - slots.of(b.id));

/** Lines of the loss chart; null for the run that trains alone. @param {Comparison} comparison @param {Slots} slots @returns {ReturnType<typeof createOverlay> | null} */
export function overlayOf(comparison, slots) {
    const {now, curve} = comparison;
    const drawn = drawnIn(comparison, slots);
    if (drawn.length === 0) return null;
    const own = now && now.curves[curve].steps.length > 0 ? [{...CURRENT_RUN, name: now.name, points: now.curves[curve]}] : [];
    const lines = drawn.map((run) => {
        const slot = slots.of(run.id);
        return {...STYLES[slot], letter: letterOf(slot), name: run.name, points: run.curves[curve]};
    });
    return createOverlay({title: CURVES[curve], hasOtherUnit: curve === 'squared', lines: [...own, ...lines]});
}

/** @param {Comparison} comparison @param {Slots} slots @param {{canPin: boolean, isKept: boolean}} store `isKept`: the run that trains is kept already @returns {import('./table.js').RunRow[]} */
export function rowsOf({now, others, apart}, slots, {canPin, isKept}) {
    const first = now && isKept ? [{
        run: now, isNow: true, letter: CURRENT_RUN.letter, style: CURRENT_RUN, ticked: true, canTick: false, canPin, why: now.end,
    }] : [];
    return [...first, ...others.map((run) => {
        const slot = slots.of(run.id);
        const why = apart.get(run.id) ?? '';
        const isDrawn = slot >= 0 && why === '';
        return {
            run, isNow: false, canPin, ticked: slot >= 0,
            letter: isDrawn ? letterOf(slot) : '',
            style: isDrawn ? STYLES[slot] : null,
            canTick: slot >= 0 || (why === '' && !slots.isFull()),
            why: why ? `not drawn: ${why}` : run.end,
        };
    })];
}

/** @param {Comparison} comparison @param {Slots} slots */
export function differencesOf(comparison, slots) {
    const {now, others} = comparison;
    if (others.length === 0) return NOTHING;
    const drawn = drawnIn(comparison, slots).map(({id, config}) => ({letter: letterOf(slots.of(id)), config}));
    if (drawn.length === 0) return 'Tick runs to draw them in the loss chart.';
    return `What differs: ${differencesInWords(SCHEMA, now ? [{letter: '', config: now.config}, ...drawn] : drawn)}`;
}

/** @param {Comparison} comparison @param {Slots} slots @param {{problem: string, gone: string}} trouble of the store */
export function notesOn({now, others, apart, curve}, slots, {problem, gone}) {
    const isOdd = others.some(({id}) => slots.of(id) >= 0 && apart.get(id) !== '');
    const bounded = [...now ? [now] : [], ...others].filter(({measured}) => Number.isFinite(measured?.metrics.negElbo));
    const hasTwo = new Set(bounded.map(({config}) => likelihoodOf(config))).size > 1;
    return [
        hasTwo ? '−ELBO of different likelihoods (Bernoulli, Gaussian) cannot be compared: neither is better than the other.' : '',
        isOdd && curve !== 'squared' ? 'Different losses cannot share an axis. Choose squared error, which is measured for all runs.' : '',
        curve === 'squared' ? 'Squared error is measured after each epoch, whatever the loss.' : '',
        PROBLEMS[/** @type {keyof typeof PROBLEMS} */ (problem)] ?? '',
        `${MOST_RUNS} runs are kept, ${MOST_PINNED} of them pinned at most. Then the oldest that is not pinned is removed${gone ? `, last “${gone}”` : ''}.`,
    ].filter(Boolean).join(' ');
}
