// Accuracies of classifiers on latent codes, compared with those on PCA and on pixels. Main thread.

import {element} from '../../ui/dom.js';
import {termsOf} from '../../examples/terms.js';
import {bodyRow, headRow} from '../../ui/table.js';
import {accuracyOf} from './counts.js';

const HEAD = ['Class predicted from', 'kNN accuracy (k = 5)', 'linear probe accuracy'];

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** @typedef {import('../../protocol/answers.js').ClassAccuracies | 'none' | null} Baseline null until it is found */

/** @param {Baseline} baseline @param {'pca' | 'pixels'} from */
function cells(baseline, from) {
    if (baseline === 'none') return ['not computed', ''];
    return baseline ? [percent(baseline[from].knn), percent(baseline[from].probe)] : ['pending', ''];
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
            node.hidden = false;
            body.replaceChildren(headRow(HEAD),
                bodyRow([`latent code, ${latent} ${latent === 1 ? 'dimension' : 'dimensions'}`, percent(accuracyOf(knn, count)), percent(accuracyOf(probe, count))]),
                bodyRow([`PCA, ${latent} ${latent === 1 ? 'component' : 'components'}`, ...cells(baseline, 'pca')]),
                bodyRow([`all ${termsOf(dataset).value}s`, ...cells(baseline, 'pixels')]));
        },
        clear() {
            node.hidden = true;
        },
    };
}
