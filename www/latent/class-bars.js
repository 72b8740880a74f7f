// Bars of the classes in the selection, each with its number of points. Main thread.

import {classToken, classTerm} from '../examples/terms.js';
import {element} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {histogramOf} from './selection-stats.js';

/** @param {import('../protocol/messages.js').CreatedEvent} run @param {Uint32Array} selection */
export function classBars({pointLabels, description: {dataset}}, selection) {
    const histogram = histogramOf(pointLabels, selection);
    const most = Math.max(...histogram.map(({count}) => count));
    return histogram.flatMap(({label, count}) => {
        const bar = element('span', {class: 'selection-bar'});
        bar.style.setProperty('--key', `var(${classToken(label)})`);
        bar.style.setProperty('--share', `${100 * count / most}%`);
        return [element('dt', {}, classTerm(dataset, label)), element('dd', {}, bar, integer(count))];
    });
}
