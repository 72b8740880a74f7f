// A picker of the normal classes: a box for each class, folded where they are many, and a button that trains on them. Main thread.

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

/** The chosen classes of many, in a line: "3 of 62 classes: digit 0, digit 4, A". @param {string[]} chosen @param {number} count */
export function summaryOf(chosen, count) {
    const some = chosen.slice(0, SAID).join(', ');
    return `${chosen.length} of ${count} classes${some && `: ${some}`}${chosen.length > SAID ? '…' : ''}`;
}

/** Classes that are named in a line. */
const SAID = 3;
/** Most boxes without a fold. */
const MOST = 12;

/** @param {(classes: number[]) => Promise<string>} onTrain resolves to the reason why the core refuses it, else to nothing */
export function createClassPicker(onTrain) {
    const boxes = element('span', {class: 'class-boxes', role: 'group', 'aria-label': 'Normal classes'});
    const train = button('Train on these alone', async () => {
        why.textContent = await onTrain(chosen());
    });
    const why = element('span', {class: 'note'});
    const summary = element('summary', {});
    const fold = element('details', {class: 'class-fold'}, summary);
    const place = element('span', {}, boxes);
    /** @type {HTMLInputElement[]} */
    let inputs = [];
    /** @type {string[]} */
    let names = [];

    const chosen = () => inputs.flatMap((input, i) => input.checked ? [i] : []);

    function check() {
        summary.textContent = summaryOf(chosen().map((i) => names[i]), inputs.length);
        const count = chosen().length;
        train.disabled = count === 0 || count === inputs.length;
        why.textContent = count === 0 ? 'Choose at least one.' : count === inputs.length ? 'Leave out at least one, as abnormal.' : '';
    }

    return {
        node: toolbar(element('span', {}, 'Normal:'), place, train, why),
        /** @param {import('../../protocol/answers.js').DatasetInfo} dataset @param {{normal: number[], labels: Uint8Array}} run normal classes as the run has them, and the labels of its points */
        begin(dataset, {normal, labels}) {
            const checked = normal.length > 0 ? normal : defaultNormal(dataset, labels);
            inputs = dataset.classes.map((_, i) => element('input', {type: 'checkbox', checked: checked.includes(i), onchange: check}));
            names = dataset.classes.map((_, i) => classTerm(dataset, i));
            boxes.replaceChildren(...names.map((name, i) => element('label', {class: 'switch'}, inputs[i], ` ${name}`)));
            const isMany = names.length > MOST;
            if (isMany) fold.append(boxes);
            fold.open = false;
            place.replaceChildren(isMany ? fold : boxes);
            check();
        },
    };
}
