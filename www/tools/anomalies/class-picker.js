// A picker of the normal classes: a box for each class, and a button that trains on them. Main thread.

import {element} from '../../ui/dom.js';
import {button} from '../../ui/widgets.js';
import {classTerm, UNKNOWN} from '../../examples/terms.js';
import {toolbar} from '../tool.js';

/**
 * Normal classes by default: of signals all but the last class, which is no regular beat; else the first that has examples.
 * @param {Pick<import('../../protocol/answers.js').DatasetInfo, 'source' | 'classes'>} dataset @param {Uint8Array} labels of the validation examples @returns {number[]}
 */
export function defaultNormal({source, classes}, labels) {
    if (source === 'signals') return classes.slice(0, -1).map((_, i) => i);
    const first = labels.reduce((least, label) => Math.min(least, label), UNKNOWN);
    return [first === UNKNOWN ? 0 : first];
}

/** @param {(classes: number[]) => Promise<string>} onTrain resolves to the reason why the core refuses it, else to nothing */
export function createClassPicker(onTrain) {
    const boxes = element('span', {class: 'class-boxes', role: 'group', 'aria-label': 'Normal classes'});
    const train = button('Train on these alone', async () => {
        why.textContent = await onTrain(chosen());
    });
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
        /** @param {import('../../protocol/answers.js').DatasetInfo} dataset @param {{normal: number[], labels: Uint8Array}} run normal classes as the run has them, and the labels of its points */
        begin(dataset, {normal, labels}) {
            const checked = normal.length > 0 ? normal : defaultNormal(dataset, labels);
            inputs = dataset.classes.map((_, i) => element('input', {type: 'checkbox', checked: checked.includes(i), onchange: check}));
            boxes.replaceChildren(...dataset.classes.map((_, i) => element('label', {class: 'switch'}, inputs[i], ` ${classTerm(dataset, i)}`)));
            check();
        },
    };
}
