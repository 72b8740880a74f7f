// The tool "Anomalies": a model that has only seen the normal classes copies others badly, and how badly is a score.
// The threshold is chosen on validation examples and reported on test examples. Main thread.

import {element} from '../../ui/dom.js';
import {exampleAt, joined} from '../../examples/buffer.js';
import {CALM, createNewest} from '../../scheduling/latest-request.js';
import {significant} from '../../ui/format.js';
import {wordsOf} from '../../examples/terms.js';
import {drawRoc} from './charts.js';
import {createClassPicker} from './class-picker.js';
import {rocOf, sharesOf} from './roc.js';
import {createRanked, extremesOf} from './ranked.js';
import {createThreshold} from './threshold.js';
import {VERDICT_TERMS, createVerdictTable, verdictOn} from './confusion-table.js';

const ROC = {width: 220, height: 190};

/** @typedef {import('../../worker/query-handlers.js').Scores} Scores */
/** @typedef {{scores: Scores, outputs: Uint8Array, places: number[], own: number | null}} Found */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createAnomalies({query, train, drawing}) {
    const picker = createClassPicker((normalClasses) => train({normalClasses}));
    const threshold = createThreshold(judge);
    const table = createVerdictTable();
    const roc = element('canvas', {role: 'img', 'aria-label': 'ROC: share found against share of false alarms, at every threshold'});
    const ranked = createRanked();
    const kind = element('select', {'aria-label': 'Score', onchange: other},
        element('option', {value: 'errors'}, 'squared error'), element('option', {value: 'elbos'}, '−ELBO'));
    const kindLabel = element('label', {class: 'switch', hidden: true}, 'score ', kind);
    const report = element('button', {type: 'button', class: 'small', onclick: test, title: 'On examples that nothing before has seen, with the threshold as it is'}, 'Report on test');
    const words = element('p', {class: 'tool-words', role: 'status'});
    const body = element('div', {hidden: true}, element('div', {class: 'tool-buttons'}, kindLabel, report),
        element('div', {class: 'tool-row'}, threshold.node, roc, table.node), ranked.node);
    /** @type {import('../../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    /** @type {Found | null} */
    let found = null;
    /** @type {import('./confusion-table.js').Verdict | null} */
    let tested = null;

    const looks = createNewest(look, show, CALM);

    /** @param {import('../../protocol/messages.js').CreatedEvent} of @returns {Promise<Found | null>} */
    async function look(of) {
        const format = of.description.dataset;
        const scores = await query({kind: 'scores', part: 'validation'});
        if (!scores || !('abnormal' in scores)) return null;
        const places = extremesOf(scores.errors);
        const drawn = drawing();
        const pictures = joined([...places.map((place) => exampleAt(of.points, format, place)), ...drawn ? [drawn] : []]);
        const copies = await query({kind: 'reconstruct', pictures});
        if (!copies || !('outputs' in copies)) return null;
        return {scores, outputs: copies.outputs, places, own: drawn ? copies.errors[places.length] : null};
    }

    /** @param {Found | null} answer */
    function show(answer) {
        if (!answer) return;
        found = answer;
        if (!answer.scores.errors.every(Number.isFinite)) {
            body.hidden = true;
            words.textContent = 'The model has broken: its scores are no numbers any more. Reset it, or go back as the message above says.';
            return;
        }
        kindLabel.hidden = answer.scores.elbos.length === 0;
        if (kindLabel.hidden) kind.value = 'errors';
        body.hidden = false;
        draw();
    }

    /** @param {Scores} scores */
    const scoredOf = (scores) => ({scores: kind.value === 'elbos' ? scores.elbos : scores.errors, abnormal: scores.abnormal});

    function draw() {
        if (!found || !run) return;
        const isError = kind.value === 'errors';
        const across = isError ? `squared error per ${wordsOf(run.description.dataset).value}` : '−ELBO (nats)';
        threshold.show(scoredOf(found.scores), {own: isError ? found.own : null, across});
        judge();
        ranked.show(run, found);
    }

    function judge() {
        if (!found) return;
        const scored = scoredOf(found.scores);
        const verdict = verdictOn(scored, threshold.value());
        table.show([{title: 'validation', verdict}, ...tested ? [{title: 'test, when asked', verdict: tested}] : []]);
        const curve = rocOf(scored.scores, scored.abnormal);
        const {recall, falseRate} = sharesOf(verdict.counts);
        roc.hidden = !curve;
        if (curve) drawRoc(roc, ROC, {points: curve.points, at: [falseRate, recall]});
        words.textContent = curve ?
            `Validation: with the threshold at ${significant(verdict.threshold)}, ${Math.round(100 * recall)} of 100 abnormal examples are found, and ${Math.round(100 * falseRate)} of 100 normal ones raise a false alarm. Drag the threshold.` :
            'There is no abnormal example among those for validation: choose fewer normal classes.';
    }

    /** Another kind of score: the threshold begins anew, and what was tested no longer counts. */
    function other() {
        threshold.reset();
        tested = null;
        draw();
    }

    async function test() {
        const of = run;
        const at = threshold.value();
        report.disabled = true;
        const scores = await query({kind: 'scores', part: 'test'}).catch(() => null);
        report.disabled = false;
        if (of !== run || !scores || !('abnormal' in scores)) return;
        tested = verdictOn(scoredOf(scores), at);
        judge();
    }

    function again() {
        if (run && run.pointLabels.length > 0 && run.config.normalClasses.length > 0) looks.ask(run);
    }

    return {
        label: 'Anomalies',
        help: 'A network that has only ever seen normal examples copies anything else badly: the error of the copy is a score. Look how far the two kinds are apart, and what a threshold between them costs. It is chosen on validation examples, and reported on test examples, so that nobody fools themselves.',
        terms: VERDICT_TERMS,
        node: element('div', {}, picker.node, words, body),
        begin(created) {
            run = created;
            found = tested = null;
            looks.forget();
            threshold.reset();
            body.hidden = true;
            const {dataset} = created.description;
            const hasClasses = created.pointLabels.length > 0 && dataset.classes.length > 1;
            picker.node.hidden = !hasClasses;
            picker.begin(dataset, created.config.normalClasses);
            words.textContent = !hasClasses ?
                'These examples have no labels, or one class only, so that nobody can say which are abnormal. Choose examples with labels of several classes.' :
                created.config.normalClasses.length === 0 ? 'This network is trained on all classes, so that none is abnormal to it. Choose which are normal, and train on these alone.' : '';
        },
        update: again,
        leave: looks.forget,
        recolour() {
            ranked.recolour();
            draw();
        },
    };
}
