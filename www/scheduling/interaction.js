// Pointer interaction: whether somebody points and waits for answers just now, so that other work should wait. Pure.

const LASTS_MS = 500;

export function createInteraction() {
    let until = -Infinity;
    return {
        /** An urgent query was sent. @param {number} now ms */
        extend(now) {
            until = now + LASTS_MS;
        },
        /** @param {number} now ms */
        isActive: (now) => now < until,
    };
}
