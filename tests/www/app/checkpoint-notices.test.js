import assert from 'node:assert/strict';
import {test} from 'node:test';
import {offerOf, sizeInWords, timeInWords} from '../../../www/app/checkpoint-notices.js';

const AT = new Date(2026, 4, 3, 10, 42).getTime();
const HEAD = /** @type {any} */ ({about: {name: 'Tiny', begun: Date.now(), step: 48_200, dataset: {name: 'x.idx'}}});
const ACTS = {goOn() {}, forget() {}, pick() {}};

test('times of today have no day', () => {
    assert.equal(timeInWords(AT, AT + 1000), '10:42');
    assert.equal(timeInWords(AT, AT + 86_400_000), '3 May, 10:42');
});

test('sizes are in kilobytes or megabytes, and never nothing', () => {
    assert.deepEqual([10, 52_400, 1_250_000, 12_500_000].map(sizeInWords), ['1 kB', '52 kB', '1.3 MB', '13 MB']);
});

test('a run on data that are not there is offered with what to open first', () => {
    const labels = (/** @type {boolean} */ hasData) => offerOf(HEAD, {...ACTS, hasData}).actions?.map(({label}) => label);
    assert.deepEqual([labels(true), labels(false)], [['Go on', 'Forget it'], ['Open files…', 'Forget it']]);
    assert.match(offerOf(HEAD, {...ACTS, hasData: true}).message, /^Go on with the run of \d\d:\d\d, step 48,200\?$/);
    assert.match(`${offerOf(HEAD, {...ACTS, hasData: false}).remedy}`, /your own x\.idx/);
});
