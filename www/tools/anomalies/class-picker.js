// A picker of the normal classes: a box for each class, and a button that trains on them. Main thread.

import {element} from '../../ui/dom.js';
import {button} from '../../ui/widgets.js';
import {classTerm} from '../../examples/terms.js';
import {toolbar} from '../tool.js';

/** Normal classes by default: of signals all but the last class, which is no regular beat; else the first. @param {import('../../protocol/answers.js').DatasetInfo} dataset @returns {number[]} */
export const defaultNormal = ({source, classes}) => source === 'signals' ? classes.slice(0, -1).map((_, i) => i) : [0];

/** @param {(classes: number[]) => void} onTrain */
export function createClassPicker(onTrain) {
    const boxes = element('span', {class: 'class-boxes', role: 'group', 'aria-label': 'Normal classes'});
    const train = button('Train on these alone', () => onTrain(chosen()));
    const why = element('span', {class: 'note'});
    /** @type {HTMLInputElement[]} */
    let inputs = [];

    const chosen = () => inputs.flatMap((input, i) => input.checked ? [i] : []);

    function check() {
        const count = chosen().length;
        train.disabled = count === 0 || count === inputs.length;
        why.textContent = count === 0 ? 'Choose at least one.' : count === inputs.length ? 'Leave out at least one, as abnormal.' : '';
    }

    return {
        node: toolbar(element('span', {}, 'Normal:'), boxes, train, why),
        /** @param {import('../../protocol/answers.js').DatasetInfo} dataset @param {number[]} normal as the run has them */
        begin(dataset, normal) {
            const checked = normal.length > 0 ? normal : defaultNormal(dataset);
            inputs = dataset.classes.map((_, i) => element('input', {type: 'checkbox', checked: checked.includes(i), onchange: check}));
            boxes.replaceChildren(...dataset.classes.map((_, i) => element('label', {class: 'switch'}, inputs[i], ` ${classTerm(dataset, i)}`)));
            check();
        },
    };
}
