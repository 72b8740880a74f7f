// Drawing at most once a frame, however often it is requested. Hidden pages get no frames, so nothing is drawn there. Main
// thread.

/**
 * @param {() => void} draw
 * @param {number} [everyMs] at most this often
 */
export function createFrame(draw, everyMs = 0) {
    let requested = false;
    let lastAt = -Infinity;

    /** @param {number} now */
    function tick(now) {
        if (now - lastAt < everyMs) return void requestAnimationFrame(tick);
        requested = false;
        lastAt = now;
        draw();
    }

    return {
        request() {
            if (requested) return;
            requested = true;
            requestAnimationFrame(tick);
        },
    };
}

/**
 * Calls back once the calls have stopped for a while.
 * @param {() => void} act
 * @param {number} ms
 */
export function createDebounce(act, ms) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    return {
        request() {
            clearTimeout(timer);
            timer = setTimeout(() => {
                timer = undefined;
                act();
            }, ms);
        },
        waiting: () => timer !== undefined,
    };
}
