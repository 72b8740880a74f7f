// Which classes a run is to take as normal: a box a class, and a button that trains on them. Main thread.

import {element} from '../../ui/dom.js';
import {classInWords} from '../../examples/terms.js';

/** What counts as normal before anybody has chosen: of signals all but the last class, which is no regular beat; else the first. @param {import('../../protocol/messages.js').DatasetInfo} dataset @returns {number[]} */
export const usualNormal = ({source, classes}) => source === 'signals' ? classes.slice(0, -1).map((_, i) => i) : [0];

/** @param {(classes: number[]) => void} onTrain */
export function createClassPicker(onTrain) {
    const boxes = element('span', {class: 'class-boxes', role: 'group', 'aria-label': 'Normal classes'});
    const button = element('button', {type: 'button', class: 'small', onclick: () => onTrain(chosen())}, 'Train on these alone');
    const why = element('span', {class: 'note'});
    /** @type {HTMLInputElement[]} */
    let inputs = [];

    const chosen = () => inputs.flatMap((input, i) => input.checked ? [i] : []);

    function look() {
        const count = chosen().length;
        button.disabled = count === 0 || count === inputs.length;
        why.textContent = count === 0 ? 'Choose at least one.' : count === inputs.length ? 'Leave one out, to be the abnormal one.' : '';
    }

    return {
        node: element('div', {class: 'tool-buttons'}, element('span', {}, 'Normal:'), boxes, button, why),
        /** @param {import('../../protocol/messages.js').DatasetInfo} dataset @param {number[]} normal as the run has them */
        begin(dataset, normal) {
            const checked = normal.length > 0 ? normal : usualNormal(dataset);
            inputs = dataset.classes.map((_, i) => element('input', {type: 'checkbox', checked: checked.includes(i), onchange: look}));
            boxes.replaceChildren(...dataset.classes.map((_, i) => element('label', {class: 'switch'}, inputs[i], ` ${classInWords(dataset, i)}`)));
            look();
        },
    };
}
