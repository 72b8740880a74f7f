// Input that arrives before the module that handles it: dispatched again, in order, once the module is there. Main thread.

const TYPES = [
    'pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave', 'mousedown', 'mousemove', 'mouseup', 'click', 'wheel', 'keydown',
];

/**
 * Keeps input on a node until its module is loaded; of consecutive moves only the newest.
 * @template {object} T
 * @param {HTMLElement} node @param {import('./lazy-module.js').LazyModule<T>} module
 */
export function replayInput(node, module) {
    let acts = 0;

    /** @param {Event} event */
    function hold(event) {
        if (module.loaded() || !event.isTrusted) return;
        const {type} = event;
        const EventType = /** @type {typeof Event} */ (event.constructor);
        const again = () => void node.dispatchEvent(new EventType(type, event));
        const isMove = type.endsWith('move');
        if (!isMove) acts += 1;
        if (event instanceof WheelEvent && event.ctrlKey) event.preventDefault(); // else the browser zooms the page
        // a passing pointer does not repeat a failed load
        if (isMove && module.hasFailed()) module.queue(`${type} ${acts}`, again);
        else module.use(again, isMove ? `${type} ${acts}` : Symbol());
    }

    for (const type of TYPES) node.addEventListener(type, hold, {passive: false});
}
