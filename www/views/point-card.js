// The card beside a picked point of the scatter: its picture and its name. Main thread.

import {element} from '../dom.js';
import {className, imageRamp, paintImages} from './pixels.js';

const SIZE = 64;

/** @param {HTMLElement} host what the card must stay inside of */
export function createPointCard(host) {
    const picture = element('canvas', {class: 'point-picture', 'aria-hidden': 'true'});
    const name = element('p', {role: 'status'});
    const node = element('div', {class: 'point-card', hidden: true}, picture, name);
    host.append(node);
    let ramp = imageRamp();
    /** @type {import('../protocol.js').CreatedEvent | null} */
    let run = null;
    let shown = -1;

    /** @param {number} index */
    function fill(index) {
        if (!run || index === shown) return;
        shown = index;
        const {dataset} = run.description;
        const {width, height} = dataset;
        const size = width * height;
        paintImages(picture, run.points.subarray(index * size, (index + 1) * size), {width, height, ramp});
        picture.style.width = `${SIZE * Math.min(1, width / height)}px`;
        picture.style.height = `${SIZE * Math.min(1, height / width)}px`;
        const label = run.pointLabels[index];
        const known = label === undefined ? '' : `, ${className(dataset.classes[label] ?? `class ${label}`)}`;
        name.textContent = `validation image ${index + 1}${known}`;
    }

    return {
        /** @param {import('../protocol.js').CreatedEvent} created */
        begin(created) {
            run = created;
            shown = -1;
        },
        /** @param {{index: number, x: number, y: number} | null} point */
        show(point) {
            node.hidden = !point;
            if (!point) return;
            fill(point.index);
            const toLeft = point.x > host.clientWidth / 2;
            const top = Math.min(host.clientHeight - node.offsetHeight - 4, Math.max(4, point.y - node.offsetHeight / 2));
            const left = toLeft ? point.x - node.offsetWidth - 16 : point.x + 16;
            node.style.transform = `translate(${Math.round(Math.max(4, left))}px, ${Math.round(top)}px)`;
        },
        recolour() {
            ramp = imageRamp();
            shown = -1;
        },
    };
}
