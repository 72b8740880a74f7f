// Number of examples that are still missing. Pure.

/** Fewest examples that the core takes (`MIN_EXAMPLES` in `src/data/limits.rs`; a test compares them). */
export const MIN_EXAMPLES = 50;

/** A sentence about what keeps a collection from being used; empty where nothing does. @param {import('./registry.js').Collected} collected */
export function lackInWords({count, noun, problem = ''}) {
    const missing = MIN_EXAMPLES - count;
    if (missing <= 0) return problem;
    return `${count} of at least ${MIN_EXAMPLES} ${noun}: ${missing} more ${missing === 1 ? 'is' : 'are'} needed. ${problem}`.trim();
}
