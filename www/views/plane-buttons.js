// The buttons above a plane of points: closer, wider, and back to the whole of it. Main thread.

import {element, svg} from '../dom.js';

/** @param {HTMLElement} bar @param {{closer: () => void, wider: () => void, reset: () => void}} zoom */
export function createPlaneButtons(bar, zoom) {
    const reset = createButton('Show all (0)', 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', zoom.reset);
    reset.hidden = true;
    bar.append(element('div', {class: 'plane-buttons', role: 'group', 'aria-label': 'Zoom'},
        reset, createButton('Zoom out (−)', 'M3 8h10', zoom.wider),
        createButton('Zoom in (+, or ctrl and the wheel)', 'M8 3v10M3 8h10', zoom.closer)));
    return {
        /** @param {boolean} isZoomed */
        update(isZoomed) {
            reset.hidden = !isZoomed;
        },
    };
}

/** @param {string} label @param {string} path @param {() => void} act */
function createButton(label, path, act) {
    const icon = svg('svg', {class: 'icon line', viewBox: '0 0 16 16', 'aria-hidden': 'true'}, svg('path', {d: path}));
    return element('button', {type: 'button', class: 'plane-button', title: label, 'aria-label': label, onclick: act}, icon);
}
