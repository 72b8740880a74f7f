// Tooltip of the hovered point: its example and its class. Main thread.

import {element} from '../ui/dom.js';
import {exampleAt} from '../examples/buffer.js';
import {classTerm, exampleName} from '../examples/terms.js';
import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {createTilePainter, singleTileSize} from '../examples/painter.js';

/** @param {HTMLElement} host that contains the tooltip */
export function createTooltip(host) {
    const picture = element('canvas', {class: 'tooltip-image', 'aria-hidden': 'true'});
    const name = element('p', {role: 'status'});
    const node = element('div', {class: 'tooltip', hidden: true}, picture, name);
    host.append(node);
    const painter = createTilePainter();
    /** @type {import('../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    let shown = -1;

    /** @param {number} index */
    function fill(index) {
        if (!run || index === shown) return;
        shown = index;
        const {dataset} = run.description;
        const bytes = exampleAt(run.points, dataset, index);
        const {width, height} = singleTileSize(dataset, pixelRatio());
        painter.paint(clearedContext(picture, width, height), {format: dataset, role: 'input', bytes, box: {x: 0, y: 0, width, height}});
        const label = run.pointLabels[index];
        const known = label === undefined ? '' : `, ${classTerm(dataset, label)}`;
        name.textContent = `${exampleName(run, index)}${known}`;
    }

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
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
            painter.recolour();
            shown = -1;
        },
    };
}
