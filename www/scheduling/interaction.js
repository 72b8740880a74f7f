// Whether somebody points at one place after another and waits for what each stands for: what can wait then does. Pure.

const LASTS_MS = 500;

export function createHaste() {
    let until = -Infinity;
    return {
        /** Somebody waits for an answer. @param {number} now milliseconds */
        begin(now) {
            until = now + LASTS_MS;
        },
        /** @param {number} now */
        lasts: (now) => now < until,
    };
}
