// Toolbar of a scatter plot: zoom in, zoom out, show all, and a switch for the lasso. Main thread.

import {element, svg} from '../ui/dom.js';
import {NONE} from './selection.js';

/**
 * @param {HTMLElement} bar
 * @param {{zoom: {zoomIn: () => void, zoomOut: () => void, reset: () => void}, states: import('./selection.js').PointStates}} parts
 */
export function createToolbar(bar, {zoom, states}) {
    const reset = createButton('Show all (0)', 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4', zoom.reset);
    const lasso = createButton('Select points', 'M3 9c-2-4 2-7 6-6.500s6 3.500 4 6-6 2-7 1-1-2.500.5-2.500 1.500 2 .5 3.500S4 13 3 14', () => {
        const {isLassoActive} = states.now();
        states.change({isLassoActive: !isLassoActive, ...(isLassoActive && {selection: NONE})});
    });
    lasso.setAttribute('aria-pressed', 'false');
    states.subscribe(({isLassoActive}) => {
        if (isLassoActive !== undefined) lasso.setAttribute('aria-pressed', String(isLassoActive));
    });
    reset.hidden = true;
    bar.append(element('div', {class: 'scatter-buttons', role: 'group', 'aria-label': 'Zoom and selection'},
        reset, createButton('Zoom out (−)', 'M3 8h10', zoom.zoomOut),
        createButton('Zoom in (+, or ctrl and the wheel)', 'M8 3v10M3 8h10', zoom.zoomIn), lasso));
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
    return element('button', {type: 'button', class: 'scatter-button', title: label, 'aria-label': label, onclick: act}, icon);
}
