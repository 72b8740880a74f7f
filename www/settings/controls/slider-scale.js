// Conversion between a value and its position on a slider, and a reader for typed numbers. Pure.

const STEPS = 1000;

/** @typedef {{min: number, max: number, log: boolean, whole: boolean}} Span */

/** Range of a slider; null where it is unlimited or too wide for a finger to aim in. @param {import('../../protocol/messages.js').Field} field */
export function spanOf({min, max, kind, scale}) {
    if (min === undefined || max === undefined) return null;
    const log = scale === 'log' && min > 0;
    return log || max - min <= 10_000 ? {min, max, log, whole: kind !== 'number'} : null;
}

/** @param {number} value @param {Span} span @returns {number} 0 to 1000 */
export function toSlider(value, {min, max, log}) {
    const inside = Math.min(max, Math.max(min, value));
    const share = log ? Math.log(inside / min) / Math.log(max / min) : (inside - min) / (max - min);
    return Math.round(STEPS * share);
}

/** @param {number} position 0 to 1000 @param {Span} span */
export function fromSlider(position, {min, max, log, whole}) {
    const share = position / STEPS;
    const value = log ? min * (max / min) ** share : min + (max - min) * share;
    // two digits are as much as a hand can mean
    return Math.min(max, Math.max(min, whole ? Math.round(value) : Number(value.toPrecision(log ? 2 : 3))));
}

/**
 * A number as typed; null while it is none, so that half a number never reaches the settings.
 * @param {string} text
 * @param {{min?: number, max?: number, whole: boolean}} limits
 */
export function readTyped(text, {min, max, whole}) {
    const value = text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'));
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value))) return null;
    if ((min !== undefined && value < min) || (max !== undefined && value > max)) return null;
    return value;
}

/** The limits in words. @param {{min?: number, max?: number, whole: boolean}} limits */
export function limitsInWords({min, max, whole}) {
    const noun = whole ? 'a whole number' : 'a number';
    return `Type ${noun}${min === undefined ? '' : ` from ${min}`}${max === undefined ? '' : ` to ${max}`}.`;
}
