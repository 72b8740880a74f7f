// Accuracies of classifiers on latent codes, compared with those on PCA and on pixels. Main thread.

import {percent} from '../../cards/uncertainty.js';
import {element} from '../../ui/dom.js';
import {termsOf} from '../../examples/terms.js';
import {bodyRow, headRow} from '../../ui/table.js';
import {accuracyOf} from './counts.js';

const HEAD = ['Class predicted from', 'kNN accuracy (k = 5)', 'linear probe accuracy'];

/** @typedef {import('../../protocol/answers.js').ClassAccuracies | 'none' | null} Baseline null until it is found */

/** @param {Baseline} baseline @param {'pca' | 'pixels'} from @param {number} count of examples */
function cells(baseline, from, count) {
    if (baseline === 'none') return ['not computed', ''];
    return baseline ? [percent(baseline[from].knn, count), percent(baseline[from].probe, count)] : ['pending', ''];
}

export function createAccuracyTable() {
    const body = element('tbody');
    const node = element('table', {class: 'tool-table stats-table', hidden: true}, body);
    return {
        node,
        /**
         * @param {import('../../protocol/answers.js').Features} features
         * @param {Baseline} baseline
         * @param {import('../../protocol/messages.js').CreatedEvent} run
         */
        show({knn, probe}, baseline, {config: {latent}, description: {dataset}}) {
            const count = dataset.classes.length;
            const examples = knn.reduce((sum, one) => sum + one, 0);
            node.hidden = false;
            body.replaceChildren(headRow(HEAD),
                bodyRow([`latent code, ${latent} ${latent === 1 ? 'dimension' : 'dimensions'}`, percent(accuracyOf(knn, count), examples), percent(accuracyOf(probe, count), examples)]),
                bodyRow([`PCA, ${latent} ${latent === 1 ? 'component' : 'components'}`, ...cells(baseline, 'pca', examples)]),
                bodyRow([`all ${termsOf(dataset).value}s`, ...cells(baseline, 'pixels', examples)]));
        },
        clear() {
            node.hidden = true;
        },
    };
}
