import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createChoice} from '../../../www/scatter/selection.js';

function choose() {
    const choice = createChoice();
    choice.begin(Uint8Array.of(0, 1, 0, 2), 4);
    return choice;
}

test('hidden classes are not seen, and those that are can be taken as a group', () => {
    const choice = choose();
    choice.change({hidden: new Set([0])});
    assert.deepEqual([...choice.seen()], [1, 3]);
    assert.deepEqual([...choice.ofClass(0)], [0, 2]);
});

test('a class that is brought out stands out for that time, and the group does otherwise', () => {
    const choice = choose();
    assert.equal(choice.hasEmphasis(), false);
    choice.change({group: Uint32Array.of(3)});
    assert.deepEqual([0, 1, 2, 3].map(choice.stands), [false, false, false, true]);
    choice.change({highlighted: 0});
    assert.deepEqual([0, 1, 2, 3].map(choice.stands), [true, false, true, false]);
    choice.change({highlighted: -1});
    assert.equal(choice.stands(3), true);
});

test('a new run forgets what was chosen, but not that a drag takes a group', () => {
    const choice = choose();
    choice.change({isGrouping: true, isBox: true, selected: 2, group: Uint32Array.of(1)});
    choice.begin(new Uint8Array(0), 2);
    const {selected, group, isGrouping, isBox} = choice.now();
    assert.deepEqual([selected, group.length, isGrouping, isBox], [-1, 0, true, true]);
    assert.deepEqual([...choice.seen()], [0, 1], 'without labels nothing is hidden');
});

test('all are told what has changed', () => {
    const choice = choose();
    /** @type {object[]} */
    const told = [];
    choice.subscribe((changed) => told.push(changed));
    choice.change({picked: 1});
    assert.deepEqual(told, [{picked: 1}]);
});
