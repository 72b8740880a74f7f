import assert from 'node:assert/strict';
import {test} from 'node:test';
import {enqueue} from '../../../www/worker/command-queue.js';

/** @typedef {import('../../../www/protocol/messages.js').Command} Command */

/** @param {number} id @returns {Command} */
const query = (id, urgent = false) => ({type: 'query', id, run: 1, query: {kind: 'features'}, urgent});

/** @type {Command[]} all that change a run, or wait for one that does */
const CHANGES = [
    {type: 'create', run: 1, config: {}, device: {kind: 'cpu', name: 'CPU', why: ''}},
    {type: 'resume', id: 9, run: 1, bytes: new Uint8Array(), state: 'running', device: {kind: 'cpu', name: 'CPU', why: ''}},
    {type: 'rewind', run: 1, learningRate: 0.1},
    {type: 'tune', run: 1, learningRate: 0.1},
    {type: 'start', run: 1}, {type: 'pause', run: 1}, {type: 'step', run: 1},
    {type: 'save', id: 8, run: 1}, {type: 'keep', run: 1}, {type: 'drop', run: 1},
];

/** The order in which commands are obeyed that came in this one. @param {Command[]} commands */
function orderOf(...commands) {
    /** @type {Command[]} */
    const queue = [];
    for (const command of commands) enqueue(queue, command);
    return queue.map((command) => 'id' in command ? command.id : command.type);
}

test('an urgent query goes ahead of other queries and of measurements', () => {
    assert.deepEqual(orderOf(query(1), {type: 'measure', id: 2, run: 1, split: 'test'}, query(3), query(4, true)), [4, 1, 2, 3]);
});

test('urgent queries keep their order', () => {
    assert.deepEqual(orderOf(query(1), query(2, true), query(3), query(4, true)), [2, 4, 1, 3]);
});

test('an urgent query overtakes no command that changes the run', () => {
    for (const change of CHANGES) {
        const name = 'id' in change ? change.id : change.type;
        assert.deepEqual(orderOf(query(1), change, query(2), query(3, true)), [1, name, 3, 2], change.type);
    }
});

test('nothing else overtakes anything', () => {
    const expected = [1, ...CHANGES.map((change) => 'id' in change ? change.id : change.type), 2];
    assert.deepEqual(orderOf(query(1), ...CHANGES, query(2)), expected);
});
