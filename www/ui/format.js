// Number formats of the page. Pure.

const INTEGER = new Intl.NumberFormat('en');
const COMPACT = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 3});

/** 12345 as "12,345". @param {number} value */
export const integer = (value) => INTEGER.format(Math.round(value));

/** 12345 as "12.3K". @param {number} value */
export const compact = (value) => value < 10_000 ? INTEGER.format(Number(value.toPrecision(3))) : COMPACT.format(value);

/** Replaces hyphens by minus signs, which are as wide as a plus. @param {string} text */
export const signed = (text) => text.replaceAll('-', '−');

/** Three significant digits: 0.0412, −3, 1.25e−5. @param {number | null | undefined} value */
export function significant(value) {
    if (value === null || value === undefined || Number.isNaN(value)) return '–';
    if (!Number.isFinite(value)) return 'infinite';
    if (value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e5)) return signed(value.toExponential(2));
    return signed(Number(value.toPrecision(3)).toString());
}

/** A label within a sentence: "Reconstruction" as "reconstruction", but "KL divergence" as it is. @param {string} label */
export const withinSentence = (label) => /^\p{Lu}{2}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** A time as "42 s" or "3:05 min". @param {number} seconds */
export function duration(seconds) {
    const rounded = Math.round(seconds);
    if (rounded < 60) return `${rounded} s`;
    if (rounded < 3600) return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')} min`;
    const minutes = Math.round(seconds / 60);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/**
 * Round numbers inside a range, for the ticks of an axis.
 * @param {number} min
 * @param {number} max
 * @param {number} about how many
 * @returns {number[]}
 */
export function ticks(min, max, about) {
    if (!(max > min)) return [];
    const rough = (max - min) / about;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 5, 10].find((factor) => power * factor >= rough) ?? 10);
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    const found = [];
    for (let i = Math.ceil(min / step); i * step <= max; i++) found.push(Number((i * step).toFixed(digits)));
    return found;
}
