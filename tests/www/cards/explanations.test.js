import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {ABOUT} from '../../../www/cards/explanations.js';
import {METRIC_ROWS} from '../../../www/cards/metric-definitions.js';
import {unitInWords, wordsOf} from '../../../www/examples/terms.js';

const [image, sequence] = [wordsOf({kind: 'image'}), wordsOf({kind: 'sequence'})];
const page = await readFile(new URL('../../../index.html', import.meta.url), 'utf8');

test('every card of the page but the settings tells what one is looking at', () => {
    const cards = page.split('<section class="card').slice(1).map((rest) => rest.split('</section>')[0]);
    assert.ok(cards.length >= 6);
    for (const card of cards) assert.match(card, /<details class="about"><summary>What am I looking at\?<\/summary>/);
});

test('every place for a text has one, and every text a place', () => {
    const places = [...page.matchAll(/data-about="(\w+)"/g)].map(([, view]) => view);
    assert.deepEqual(places.toSorted(), Object.keys(ABOUT).toSorted());
});

for (const [view, text] of Object.entries(ABOUT)) {
    test(`what is told of ${view} is two or three sentences, of which one says where to look`, () => {
        const told = text(image);
        const sentences = told.match(/[^.]+\.(?= |$)/g) ?? [];
        assert.ok(sentences.length === 2 || sentences.length === 3, told);
        assert.match(told, /\bLook\b/);
    });

    test(`what is told of ${view} does not speak of pictures where there are signals`, () => {
        assert.match(text(image), /picture/);
        assert.doesNotMatch(text(sequence), /picture|pixel|black/);
    });
}

test('the metrics of signals are told without pictures too', () => {
    for (const {unit, help} of METRIC_ROWS) assert.doesNotMatch(`${unit?.(sequence)} ${help(sequence)}`, /picture|pixel|black/);
});

test('a unit of pictures becomes one of signals', () => {
    assert.equal(unitInWords('squared error per pixel', {kind: 'sequence'}), 'squared error per sample');
    assert.equal(unitInWords('nats per picture', {kind: 'image'}), 'nats per picture');
});
