// The door "Drawings": the pad of the tool "Draw", a class a button that keeps the drawing. Main thread.

import {createPad} from '../tools/draw/pad.js';
import {element} from '../ui/dom.js';
import {button} from '../ui/widgets.js';
import {classFiles, problemOf} from './class-files.js';
import {createClassRows} from './class-rows.js';
import {greyPng} from './png.js';

const HELP = 'Draw with mouse, finger or pen, then press the class. Draw each class in many ways: large and small, quick and careful.';

/** @param {import('./registry.js').DoorParts} parts @returns {import('./registry.js').Door} */
export function createDrawings({onChange}) {
    const pad = createPad(drawn);
    const [undo, clear] = [button('Undo', pad.undo), button('Clear', pad.clear)];
    /** @type {HTMLButtonElement[]} */
    const keeps = [];
    const classes = createClassRows({adderOf, onChange});

    /** @param {import('./class-rows.js').Row} row @returns {import('./class-rows.js').Adder} */
    function adderOf(row) {
        const node = button('', async () => {
            const picture = greyPng(pad.read());
            pad.clear();
            row.add(await picture);
            classes.say(row);
        }, {disabled: pad.isEmpty()});
        keeps.push(node);
        return {node, rename: (name) => void (node.textContent = `Keep as ${name}`)};
    }

    function drawn() {
        for (const node of [undo, clear, ...keeps]) node.disabled = pad.isEmpty();
    }

    drawn();
    return {
        node: element('div', {class: 'make-row'},
            element('div', {class: 'make-source'}, element('div', {class: 'make-eye'}, pad.node), element('div', {class: 'tool-buttons'}, undo, clear), element('p', {class: 'choice-help'}, HELP)), classes.node),
        collected: () => ({count: classes.count(), noun: 'drawings', problem: problemOf(classes.rows())}),
        files: () => classFiles(classes.rows(), 'png'),
        clear: classes.clear,
        state: classes.state,
        restore: classes.restore,
    };
}
