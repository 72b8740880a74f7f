// Anomaly scores of the validation examples: their histogram with the threshold, the ROC curve, and the evaluation of the
// threshold on validation and test examples. Main thread.

import {element} from '../../ui/dom.js';
import {button, labelled, select} from '../../ui/widgets.js';
import {toolRow, toolbar} from '../tool.js';
import {drawRoc} from './charts.js';
import {createEvaluationTable, evaluate} from './evaluation.js';
import {rocOf} from './roc.js';
import {createThreshold} from './threshold.js';

const ROC = {width: 220, height: 190};

/** @typedef {import('../../protocol/answers.js').Scores} Scores */
/** @typedef {import('./evaluation.js').Evaluation} Evaluation */

/**
 * @param {object} parts
 * @param {() => Promise<Scores | null>} parts.scoreTest scores of the test examples; null where another run has begun
 * @param {(evaluation: Evaluation) => void} parts.onEvaluation on validation examples
 */
export function createScoreView({scoreTest, onEvaluation}) {
    const threshold = createThreshold(draw);
    const table = createEvaluationTable();
    const roc = element('canvas', {role: 'img', 'aria-label': 'ROC curve: recall against false positive rate, at every threshold'});
    const kind = select('Score', {errors: 'squared error', elbos: '−ELBO'}, changeScore);
    const choice = labelled('score', kind);
    const report = button('Report on test', test, {title: 'Applies the threshold to test examples, which no choice before has used'});
    /** @type {{scores: Scores, own: number | null, value: string} | null} `own`: score of the drawing */
    let shown = null;
    /** @type {Evaluation | null} */
    let tested = null;

    /** @param {Scores} scores */
    const scoredOf = ({errors, elbos, abnormal}) => ({scores: kind.value === 'elbos' ? elbos : errors, abnormal});

    function draw() {
        if (!shown) return;
        const scored = scoredOf(shown.scores);
        const evaluation = evaluate(scored, threshold.value());
        table.show(evaluation, tested);
        const curve = rocOf(scored.scores, scored.abnormal);
        roc.hidden = !curve;
        if (curve) drawRoc(roc, ROC, {points: curve.points, counts: evaluation.counts});
        onEvaluation(evaluation);
    }

    function showScores() {
        if (!shown) return;
        const {scores, own, value} = shown;
        const isError = kind.value === 'errors';
        threshold.show(scoredOf(scores), {own: isError ? own : null, across: isError ? `squared error per ${value}` : '−ELBO (nats)'});
        draw();
    }

    /** Another score has another scale, so that the threshold starts again and the test result is dropped. */
    function changeScore() {
        threshold.reset();
        tested = null;
        showScores();
    }

    async function test() {
        const at = threshold.value();
        report.disabled = true;
        const scores = await scoreTest().catch(() => null);
        report.disabled = false;
        if (scores) tested = evaluate(scoredOf(scores), at);
        draw();
    }

    return {
        nodes: [toolbar(choice, report), toolRow(threshold.node, roc, table.node)],
        /** @param {Scores} scores @param {{own: number | null, value: string}} about `value`: name of a pixel or sample */
        show(scores, {own, value}) {
            shown = {scores, own, value};
            choice.hidden = scores.elbos.length === 0;
            if (choice.hidden) kind.value = 'errors';
            showScores();
        },
        clear() {
            shown = tested = null;
            threshold.reset();
        },
        recolour: showScores,
    };
}
