// A button that repeats an action as long as it is held: by mouse, finger, pen or key. Main thread.

import {button} from '../ui/widgets.js';

/**
 * @param {object} parts
 * @param {() => number} parts.everyMs
 * @param {() => void} parts.act at once, and again as long as the button is held
 * @param {() => void} parts.onEnd it was let go
 */
export function createHoldButton({everyMs, act, onEnd}) {
    /** @type {ReturnType<typeof setInterval> | undefined} */
    let timer;
    const node = button('', () => {}, {class: 'small hold'});

    function begin() {
        if (timer !== undefined || node.disabled) return;
        timer = setInterval(act, everyMs());
        node.classList.add('held');
        act();
    }

    function end() {
        if (timer === undefined) return;
        clearInterval(timer);
        timer = undefined;
        node.classList.remove('held');
        onEnd();
    }

    /** @param {KeyboardEvent} event */
    const isMine = ({key}) => key === ' ' || key === 'Enter';
    node.addEventListener('pointerdown', (event) => {
        if (event.button !== 0) return;
        node.setPointerCapture(event.pointerId);
        begin();
    });
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur']) node.addEventListener(name, end);
    node.addEventListener('contextmenu', (event) => event.preventDefault()); // a long press opens it
    node.addEventListener('keydown', (event) => {
        if (!isMine(event)) return;
        event.preventDefault(); // the page would scroll, and a click would follow
        begin();
    });
    node.addEventListener('keyup', (event) => {
        if (!isMine(event)) return;
        event.preventDefault();
        end();
    });
    node.addEventListener('click', ({detail}) => {
        if (detail > 0 || timer !== undefined) return;
        begin(); // a screen reader presses without a pointer: once
        end();
    });
    return {node, end};
}

/** Lets buttons be held, or lets go of them and disables them. @param {ReturnType<typeof createHoldButton>[]} holds @param {boolean} areEnabled */
export function enableAll(holds, areEnabled) {
    for (const {node, end} of holds) {
        node.disabled = !areEnabled;
        if (!areEnabled) end();
    }
}
