// Summarises stretches of one run: the share of the speed that is left while views are open, and the delay of
// pointer queries. Pure.

import {median} from './report.mjs';

/**
 * @typedef {object} Stretch
 * @property {string} name of the open tool; '' while all views are hidden
 * @property {number} rate steps a second
 * @property {number | null} ownRate steps a second of the worker's processor time
 */

/**
 * Steps a second between the first and the last mark.
 * @param {{at: number, step: number}[]} marks in ms
 */
export function rateOf(marks) {
    const [first, last] = [marks[0], marks.at(-1)];
    if (!first || !last || last.at <= first.at) throw new Error(`${marks.length} chunks came in a stretch: give it more time`);
    return 1000 * (last.step - first.step) / (last.at - first.at);
}

/**
 * Each stretch with something open, against the mean of its two neighbours with nothing open: what drifts over a run
 * hits both.
 * @param {Stretch[]} stretches nothing, something, nothing, something, ..., nothing
 * @param {'rate' | 'ownRate'} [key]
 * @returns {Map<string, number[]>} by name; what is not known is left out
 */
export function ratiosOf(stretches, key = 'rate') {
    /** @type {Map<string, number[]>} */
    const found = new Map();
    for (let i = 1; i + 1 < stretches.length; i += 2) {
        const [before, open, after] = stretches.slice(i - 1, i + 2).map((stretch) => stretch[key]);
        const known = before === null || open === null || after === null ? [] : [open / ((before + after) / 2)];
        found.set(stretches[i].name, [...found.get(stretches[i].name) ?? [], ...known]);
    }
    return found;
}

/** The value that a share of all stay below or at. @param {number[]} values @param {number} share from 0 to 1 */
export function quantile(values, share) {
    const sorted = values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/**
 * One row a view.
 * @param {string} model @param {Stretch[]} stretches
 */
export function ratioRows(model, stretches) {
    const none = median(stretches.filter(({name}) => name === '').map(({rate}) => rate));
    const own = ratiosOf(stretches, 'ownRate');
    return [...ratiosOf(stretches)].map(([open, ratios]) => ({
        model, open, steps_per_second_without: rounded(none), ratio: rounded(median(ratios)),
        ratio_min: rounded(Math.min(...ratios)), ratio_max: rounded(Math.max(...ratios)),
        own_ratio: own.get(open)?.length ? rounded(median(own.get(open) ?? [])) : null, stretches: ratios.length,
    }));
}

/** @param {string} model @param {number[]} waits in ms */
export function pointerRow(model, waits) {
    return {
        model, moves: waits.length, wait_ms: rounded(median(waits)), wait_ms_95: rounded(quantile(waits, 0.95)),
        wait_ms_max: rounded(Math.max(...waits)),
    };
}

/** @param {number} value */
const rounded = (value) => Number(value.toPrecision(3));

/** @param {number} share */
const percent = (share) => `${Math.round(100 * share)} %`;

/** Both tables in Markdown. @param {{ratios: ReturnType<typeof ratioRows>, pointers: ReturnType<typeof pointerRow>[]}} found */
export function exploringTables({ratios, pointers}) {
    const models = [...new Set(ratios.map(({model}) => model))];
    const opened = [...new Set(ratios.map(({open}) => open))];
    const cell = (open, model) => {
        const row = ratios.find((each) => each.open === open && each.model === model);
        if (!row) return '-';
        const own = row.own_ratio === null ? '' : `; worker ${percent(row.own_ratio)}`;
        return `${percent(row.ratio)} (${percent(row.ratio_min)} to ${percent(row.ratio_max)}${own})`;
    };
    const kept = opened.map((open) => [open, ...models.map((model) => cell(open, model))]);
    const waited = pointers.map(({model, moves, wait_ms: middle, wait_ms_95: most, wait_ms_max: worst}) => [model, moves, middle, most, worst]);
    return [
        ...kept.length > 0 ? [markdown(['all views open, and', ...models], kept)] : [],
        ...waited.length > 0 ? [markdown(['model', 'moves', 'median, ms', '19 of 20 within, ms', 'longest, ms'], waited)] : [],
    ].join('\n\n');
}

/** @param {string[]} titles @param {(string | number)[][]} rows */
function markdown(titles, rows) {
    return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
