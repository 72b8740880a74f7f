import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPointStates} from '../../../www/scatter/selection.js';

function statesOfFour() {
    const states = createPointStates();
    states.begin(Uint8Array.of(0, 1, 0, 2), 4);
    return states;
}

test('points of hidden classes are not visible, and a class can be selected', () => {
    const states = statesOfFour();
    states.change({hidden: new Set([0])});
    assert.deepEqual([...states.visible()], [1, 3]);
    assert.deepEqual([...states.ofClass(0)], [0, 2]);
});

test('a highlighted class is emphasised, and else the selection', () => {
    const states = statesOfFour();
    assert.equal(states.hasEmphasis(), false);
    states.change({selection: Uint32Array.of(3)});
    assert.deepEqual([0, 1, 2, 3].map(states.isEmphasised), [false, false, false, true]);
    states.change({highlighted: 0});
    assert.deepEqual([0, 1, 2, 3].map(states.isEmphasised), [true, false, true, false]);
    states.change({highlighted: -1});
    assert.equal(states.isEmphasised(3), true);
});

test('a new run clears the selection, but keeps the lasso active', () => {
    const states = statesOfFour();
    states.change({isLassoActive: true, isBox: true, selected: 2, selection: Uint32Array.of(1)});
    states.begin(new Uint8Array(0), 2);
    const {selected, selection, isLassoActive, isBox} = states.now();
    assert.deepEqual([selected, selection.length, isLassoActive, isBox], [-1, 0, true, true]);
    assert.deepEqual([...states.visible()], [0, 1], 'without labels nothing is hidden');
});

test('listeners get what has changed', () => {
    const states = statesOfFour();
    /** @type {object[]} */
    const changes = [];
    states.subscribe((changed) => changes.push(changed));
    states.change({hovered: 1});
    assert.deepEqual(changes, [{hovered: 1}]);
});
