// The tool "Anomalies": a model trained on the normal classes alone reconstructs other examples badly, and the error is
// their anomaly score. The threshold is chosen on validation examples and reported on test examples. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {exampleAt, joined} from '../../examples/buffer.js';
import {termsOf} from '../../examples/terms.js';
import {CALM} from '../../scheduling/latest-request.js';
import {createToolBase} from '../tool.js';
import {createClassPicker} from './class-picker.js';
import {EVALUATION_TERMS} from './evaluation.js';
import {createRanked, extremesOf} from './ranked.js';
import {ratesOf} from './roc.js';
import {createScoreView} from './score-view.js';

const HELP = 'A network trained on normal examples alone reconstructs anything else badly: the reconstruction error is an anomaly score. Look how far the two kinds are apart, and what a threshold between them costs. The threshold is chosen on validation examples and reported on test examples, so that the report is honest.';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {{scores: import('../../protocol/answers.js').Scores, outputs: Uint8Array, indices: number[], own: number | null}} RankedScores */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createAnomalies({query, train, drawing}) {
    const picker = createClassPicker((normalClasses) => train({normalClasses}));
    const ranked = createRanked();
    const view = createScoreView({scoreTest, onEvaluation: (evaluation) => base.say(inWords(evaluation))});
    const body = element('div', {hidden: true}, ...view.nodes, ranked.node);
    const base = createToolBase({quantity: 'scores', clear: () => void (body.hidden = true)});

    const request = base.request(score, {numbers: ({scores}) => scores.errors, show, pace: CALM});

    /** @param {CreatedEvent} run @returns {Promise<RankedScores | null>} */
    async function score({points, description: {dataset}}) {
        const scores = await query({kind: 'scores', split: 'validation'});
        if (!scores) return null;
        const indices = extremesOf(scores.errors);
        const drawn = drawing();
        const examples = joined([...indices.map((index) => exampleAt(points, dataset, scores.places[index])), ...drawn ? [drawn] : []]);
        const found = await query({kind: 'reconstruct', examples});
        return found && {scores, outputs: found.outputs, indices, own: drawn ? found.errors[indices.length] : null};
    }

    /** @param {RankedScores} found @param {CreatedEvent} run */
    function show(found, run) {
        body.hidden = false;
        view.show(found.scores, {own: found.own, value: termsOf(run.description.dataset).value});
        ranked.show(run, found);
    }

    async function scoreTest() {
        const of = base.run();
        const scores = await query({kind: 'scores', split: 'test'});
        return of === base.run() ? scores : null;
    }

    return base.tool({
        label: 'Anomalies', help: HELP, terms: EVALUATION_TERMS, nodes: [picker.node, base.status, body], views: [view, ranked],
        begin({config: {normalClasses}, description: {dataset}, pointLabels}) {
            picker.node.hidden = pointLabels.length === 0 || dataset.classes.length < 2;
            picker.begin(dataset, {normal: normalClasses, labels: pointLabels});
            base.say(picker.node.hidden ?
                'These examples have no labels, or one class only, so that none is known to be abnormal. Choose examples with labels of several classes.' :
                normalClasses.length === 0 ? 'This network is trained on all classes, so that none is abnormal to it. Choose the normal classes, and train on these alone.' : '');
        },
        update: (run) => run.pointLabels.length > 0 && run.config.normalClasses.length > 0 && request.send(run),
    });
}

/** @param {import('./evaluation.js').Evaluation} evaluation on validation examples */
function inWords({counts, auroc, threshold}) {
    const {recall, falsePositiveRate} = ratesOf(counts);
    return auroc === null ? 'The validation examples contain no abnormal one: choose fewer normal classes.' :
        `Validation: with the threshold at ${significant(threshold)}, ${Math.round(100 * recall)} of 100 abnormal examples are found, and ${Math.round(100 * falsePositiveRate)} of 100 normal ones raise a false alarm. Drag the threshold.`;
}
