import assert from 'node:assert/strict';
import {test} from 'node:test';
import {enqueue} from '../../../www/worker/command-queue.js';

/** @typedef {import('../../../www/protocol/messages.js').Command} Command */

/** @param {number} id @returns {Command} */
const ask = (id, urgent = false) => ({type: 'ask', id, run: 1, question: {kind: 'features'}, urgent});

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

test('an urgent question goes ahead of other questions, and of what is to be measured', () => {
    assert.deepEqual(orderOf(ask(1), {type: 'measure', id: 2, run: 1, part: 'test'}, ask(3), ask(4, true)), [4, 1, 2, 3]);
});

test('urgent questions keep their order', () => {
    assert.deepEqual(orderOf(ask(1), ask(2, true), ask(3), ask(4, true)), [2, 4, 1, 3]);
});

test('an urgent question overtakes no command that changes the run', () => {
    for (const change of CHANGES) {
        const name = 'id' in change ? change.id : change.type;
        assert.deepEqual(orderOf(ask(1), change, ask(2), ask(3, true)), [1, name, 3, 2], change.type);
    }
});

test('nothing else overtakes anything', () => {
    const expected = [1, ...CHANGES.map((change) => 'id' in change ? change.id : change.type), 2];
    assert.deepEqual(orderOf(ask(1), ...CHANGES, ask(2)), expected);
});
