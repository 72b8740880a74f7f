import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {EXPLANATIONS} from '../../../www/cards/explanations.js';
import {METRIC_ROWS} from '../../../www/cards/metric-definitions.js';
import {unitTerm, termsOf} from '../../../www/examples/terms.js';

const [image, sequence] = [termsOf({kind: 'image'}), termsOf({kind: 'sequence'})];
const page = await readFile(new URL('../../../index.html', import.meta.url), 'utf8');

test('every card but the settings has an explanation', () => {
    const cards = page.split('<section class="card').slice(1).map((rest) => rest.split('</section>')[0]);
    assert.ok(cards.length >= 6);
    for (const card of cards) assert.match(card, /<details class="about"><summary>What am I looking at\?<\/summary>/);
});

test('every node for an explanation has one, and every explanation a node', () => {
    const places = [...page.matchAll(/data-about="(\w+)"/g)].map(([, view]) => view);
    assert.deepEqual(places.toSorted(), Object.keys(EXPLANATIONS).toSorted());
});

for (const [view, text] of Object.entries(EXPLANATIONS)) {
    test(`the explanation of ${view} is at most six short sentences, and one says where to look`, () => {
        const explanation = text(image);
        const sentences = explanation.match(/[^.]+\.(?= |$)/g) ?? [];
        assert.ok(sentences.length >= 2 && sentences.length <= 6, explanation);
        for (const sentence of sentences) assert.ok(sentence.trim().split(/\s+/).length <= 25, sentence);
        assert.match(explanation, /\bLook\b/);
    });

    test(`the explanation of ${view} says signal where examples are signals`, () => {
        assert.match(text(image), /picture/);
        assert.doesNotMatch(text(sequence), /picture|pixel|black/);
    });
}

test('the metrics of signals do not mention pictures', () => {
    for (const {unit, help} of METRIC_ROWS) assert.doesNotMatch(`${unit?.(sequence)} ${help(sequence)}`, /picture|pixel|black/);
});

test('a unit of pictures becomes a unit of signals', () => {
    assert.equal(unitTerm('squared error per pixel', {kind: 'sequence'}), 'squared error per sample');
    assert.equal(unitTerm('nats per picture', {kind: 'image'}), 'nats per picture');
    assert.equal(unitTerm('nats per pixel', {kind: 'word'}), 'nats per letter');
});
