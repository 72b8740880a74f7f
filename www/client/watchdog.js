// Watchdog of a worker: counts seconds without a sign of life, and asks for one. Reports a worker that is silent for longer
// than its task may take, and one that owes an answer, since it may have ended. A tick counts as one second whatever the clock says, so that sleep and clock jumps end no worker. Pure.

/** @typedef {import('../protocol/messages.js').Event} Event */

const OPENING_S = 120; // progress of loading is a sign of life
const PING_S = 2;

/**
 * @param {object} parts
 * @param {() => void} parts.ping asks the worker for a sign of life
 * @param {() => void} [parts.onOverdue] called each second while an answer is due
 * @param {(seconds: number) => void} parts.onSilent called once
 */
export function createWatchdog({ping, onOverdue = () => {}, onSilent}) {
    let allowed = OPENING_S;
    let silent = 0;
    let turn = -1; // that the worker was busy with at its last pong

    return {
        /** Notes an event of the worker. @param {Event} event */
        heard(event) {
            if (event.type === 'busy') allowed = event.seconds;
            // its event loop runs, but its task has not ended since
            const isStuck = event.type === 'pong' && event.busy && event.turn === turn;
            if (event.type === 'pong') turn = event.busy ? event.turn : -1;
            if (!isStuck) silent = 0;
        },
        /** Another second has passed. */
        tick() {
            silent += 1;
            if (silent === allowed) onSilent(allowed);
            else if (silent % PING_S === 0) ping();
            if (silent > PING_S) onOverdue();
        },
    };
}
