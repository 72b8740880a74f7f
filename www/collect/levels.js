// The newest levels of a microphone, which move to the left. Main thread.

import {createFrame} from '../scheduling/animation-frame.js';
import {svg} from '../ui/dom.js';

const SIZE = {width: 240, height: 96}; // CSS pixels
const SHOWN = 80; // levels

export function createLevels() {
    const bars = svg('path', {});
    const node = svg('svg', {class: 'make-levels', viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: 'img', 'aria-label': 'Level of the microphone'}, bars);
    let shown = new Array(SHOWN).fill(0);
    const frame = createFrame(() => bars.setAttribute('d', levelsPath(shown, SIZE)));

    function clear() {
        shown = new Array(SHOWN).fill(0);
        frame.request();
    }

    clear();
    return {
        node,
        clear,
        /** @param {number} level from 0 to 1 */
        add(level) {
            shown = [...shown.slice(1), level];
            frame.request();
        },
    };
}

/**
 * Bars from left to right, around the middle, as a path. Their height is the root of the level, so that quiet sounds are seen too.
 * @param {number[]} levels from 0 to 1 @param {{width: number, height: number}} size
 */
export function levelsPath(levels, {width, height}) {
    const step = width / levels.length;
    const round = (/** @type {number} */ number) => Number(number.toFixed(2));
    return levels.map((level, at) => {
        const size = Math.max(1, Math.sqrt(Math.min(1, level)) * height);
        return `M${round(at * step)} ${round((height - size) / 2)}h${round(0.7 * step)}v${round(size)}h${round(-0.7 * step)}z`;
    }).join('');
}
