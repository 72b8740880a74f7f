// Compares the speed of a run in a hidden tab with that before, and reports once when it was much slower. Main thread.

const LEAST_MS = 10_000; // a shorter time says little
const MARKEDLY = 0.5; // of the speed before

/**
 * @param {(speeds: {hidden: number, before: number}) => void} onSlowed gets steps a second
 * @param {{page?: Pick<Document, 'hidden' | 'addEventListener'>, now?: () => number}} [browser]
 */
export function createHiddenTab(onSlowed, {page = document, now = () => performance.now()} = {}) {
    let last = {run: 0, step: 0, speed: 0}; // speed: the last one while visible
    /** @type {{run: number, step: number, speed: number, at: number} | null} */
    let atHiding = null;
    let isSaid = false;

    page.addEventListener('visibilitychange', () => {
        if (page.hidden) atHiding = last.speed > 0 ? {...last, at: now()} : null;
        else compare();
    });

    function compare() {
        const before = atHiding;
        atHiding = null;
        if (isSaid || !before || before.run !== last.run || last.step < before.step) return;
        const elapsed = now() - before.at;
        const hidden = 1000 * (last.step - before.step) / elapsed;
        if (elapsed < LEAST_MS || hidden >= MARKEDLY * before.speed) return;
        isSaid = true;
        onSlowed({hidden, before: before.speed});
    }

    return {
        /** The run is on another device: its speed from before says nothing. */
        moved() {
            last.speed = 0;
            atHiding = null;
        },
        /** @param {Pick<import('../protocol/messages.js').ProgressEvent, 'run' | 'step' | 'stepsPerSecond'>} event */
        progress({run, step, stepsPerSecond}) {
            last = {run, step, speed: page.hidden ? last.speed : stepsPerSecond};
        },
        /** A run that stands still was not slowed. @param {Pick<import('../protocol/messages.js').StatusEvent, 'state'>} event */
        status({state}) {
            if (state === 'running') return;
            last.speed = 0;
            atHiding = null;
        },
    };
}
