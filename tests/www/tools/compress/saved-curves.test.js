import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSavedCurves} from '../../../../www/tools/compress/saved-curves.js';

/** @param {string | null} [kept] */
function setUp(kept = null) {
    let value = kept;
    const storage = {getItem: () => value, setItem: (/** @type {string} */ _, /** @type {string} */ next) => void (value = next)};
    return {curves: createSavedCurves(() => storage), again: () => createSavedCurves(() => storage)};
}

/** @param {string} id @param {string} [data] */
const curve = (id, data = 'digits') => ({id, name: `run ${id}`, data, rates: [{depth: 2, bits: 4, error: 0.1}]});

test('curves are stored beyond the page, and identified by their model and data', () => {
    const {curves, again} = setUp();
    for (const entry of [curve('a'), curve('b', 'signals'), curve('c'), curve('d')]) curves.put(entry);
    assert.deepEqual(again().others('d', 'digits', 4).map(({id}) => id), ['c', 'a']);
    assert.deepEqual(again().others('x', 'digits', 2).map(({id}) => id), ['d', 'c']);
});

test('a run has one curve, its newest', () => {
    const {curves} = setUp();
    curves.put(curve('a'));
    curves.put({...curve('a'), name: 'later'});
    assert.deepEqual(curves.others('b', 'digits', 4).map(({name}) => name), ['later']);
});

test('the oldest are forgotten beyond twelve, and all but one on request', () => {
    const {curves, again} = setUp();
    for (let i = 0; i < 13; i++) curves.put(curve(`${i}`));
    assert.equal(curves.others('', 'digits', 99).length, 12);
    curves.forget('12');
    assert.deepEqual(again().others('', 'digits', 99).map(({id}) => id), ['12']);
});

test('what is kept in other words is as good as nothing', () => {
    for (const kept of ['nonsense', '{}', '[null]', '[{"id": 1}]', '[{"id": "a", "name": "b", "data": "digits", "rates": [{"depth": "x"}]}]']) {
        assert.deepEqual(setUp(kept).curves.others('', 'digits', 9), [], kept);
    }
});

test('a storage that is forbidden forgets only when the page is closed', () => {
    const curves = createSavedCurves(() => {
        throw new Error('forbidden');
    });
    curves.put(curve('a'));
    assert.equal(curves.others('', 'digits', 9).length, 1);
});
