import assert from 'node:assert/strict';
import {test} from 'node:test';
import {moduleSize} from '../../../www/worker/module-size.js';

/** A server that gives these answers, one after the other. @param {import('node:test').TestContext} t @param {(object | null)[]} answers */
function serve(t, answers) {
    t.mock.method(globalThis, 'fetch', async () => {
        const answer = answers.shift();
        if (!answer) throw new TypeError('no connection');
        return Response.json(answer);
    });
}

/** @param {() => void} [onBuilding] */
const ask = (onBuilding = () => {}) => moduleSize('http://localhost/size.json', onBuilding, async () => {});

test('a module that is there has its size at once', async (t) => {
    serve(t, [{bytes: 12}]);
    assert.equal(await ask(() => assert.fail('it is not being built')), 12);
});

test('a module that is being built is waited for, and reported each time', async (t) => {
    serve(t, [{building: true}, {building: true}, {bytes: 12}]);
    let reports = 0;
    assert.equal(await ask(() => (reports += 1)), 12);
    assert.equal(reports, 2);
});

test('a module that could not be built is an error with the words of the server', async (t) => {
    serve(t, [{building: true}, {error: 'see the terminal'}]);
    await assert.rejects(ask(), /see the terminal/);
});

test('a size that cannot be read is unknown', async (t) => {
    serve(t, [null]);
    assert.equal(await ask(), 0);
});
