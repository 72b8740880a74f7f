// The corruption of an example: noise that the core draws, or erasing by hand. It is shown with the eraser. Main thread.

import {button} from '../../ui/widgets.js';
import {createCorruptionControls} from './corruption-controls.js';
import {createErasedMask} from './erased-mask.js';
import {erased} from './erasing.js';

/** @typedef {import('../../protocol/answers.js').Corrupted} Corrupted */
/** @typedef {{truth: Uint8Array, corrupted: Uint8Array, mask: Uint8Array}} Example `truth`: before its corruption */

/**
 * @param {import('../../protocol/queries.js').RunQuery} query
 * @param {object} parts
 * @param {ReturnType<typeof import('../tool.js').createToolBase>} parts.base
 * @param {() => void} parts.onChange another corruption was chosen
 * @param {(example: Example) => void} parts.onCorrupted
 */
export function createCorruption(query, {base, onChange, onCorrupted}) {
    const controls = createCorruptionControls(onChange);
    const byHand = createErasedMask({onChange: () => isByHand() ? onChange() : controls.choose('erase'), brush: controls.brush, say: base.say});
    const again = button('Again', () => {
        seed += 1;
        onChange();
    }, {title: 'The same kind of corruption with another seed'});
    let seed = 1;
    /** @type {Uint8Array | null} the clean example whose corruption is awaited */
    let awaited = null;

    const isByHand = () => controls.kind() === 'erase';
    const request = base.request(({examples, settings}) => query({kind: 'corrupt', examples, settings}), {
        numbers: () => [],
        show: (/** @type {Corrupted} */ answer, /** @type {{examples: Uint8Array, settings: object}} */ {examples}) =>
            examples === awaited && tell(answer, examples),
    });

    /** @param {Corrupted} answer @param {Uint8Array} truth */
    const tell = ({examples: corrupted, mask}, truth) => onCorrupted({truth, corrupted, mask});

    return {
        nodes: [...controls.nodes, again, byHand.undo],
        node: byHand.eraser.node,
        recolour: byHand.eraser.recolour,
        /** True if corrupted values stay in the example, as noise. */
        isNoise: () => ['gaussian', 'salt-and-pepper'].includes(controls.kind()),
        /** Begins with the corruption that a run was trained on. @param {import('../../protocol/messages.js').Config} config @param {import('../../protocol/answers.js').DatasetInfo} dataset */
        begin(config, dataset) {
            controls.begin(config, dataset);
            byHand.begin(dataset);
        },
        /** @param {Uint8Array} truth a copy, as it is handed over */
        corrupt(truth) {
            again.hidden = isByHand();
            byHand.undo.hidden = !isByHand();
            awaited = truth;
            if (isByHand()) tell(erased(truth, byHand.mask()), truth);
            else request.send({examples: truth, settings: {...controls.settings(), seed}});
        },
        /** @param {Example} example @param {import('../../examples/painter.js').ExampleFormat} format */
        show: ({corrupted, mask}, format) => byHand.eraser.show({bytes: corrupted, erased: isByHand() ? mask : null, format, side: controls.brush()}),
    };
}
