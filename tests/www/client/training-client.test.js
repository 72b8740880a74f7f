import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createClient} from '../../../www/client/training-client.js';

/** A client over workers that only record. */
function setUp() {
    /** @type {any[]} */
    const workers = [];
    /** @type {any[]} */
    const events = [];
    const client = createClient({
        spawn: () => {
            const worker = {
                /** @type {any[]} */ sent: [],
                gone: false,
                onmessage: /** @type {any} */ (null),
                onerror: /** @type {any} */ (null),
                postMessage(/** @type {object} */ message) {
                    this.sent.push(message);
                },
                terminate() {
                    this.gone = true;
                },
            };
            workers.push(worker);
            return worker;
        },
        onEvent: (event) => events.push(event),
    });
    return {client, workers, events, say: (/** @type {object} */ data) => workers.at(-1).onmessage?.({data})};
}

const none = new Uint8Array();
/** @param {number} run */
const created = (run) => ({type: 'created', run, config: {}, device: {}, description: {}, probes: none, probeLabels: none, points: none, pointLabels: none, probeNames: [], pointNames: [], pointPlaces: new Uint32Array()});
/** @param {number} run */
const status = (run) => ({type: 'status', run, state: 'running', step: 1, epoch: 0});

test('answers settle their requests, in any order', async () => {
    const {client, workers, say} = setUp();
    const [one, two] = [client.describe({latent: 1}), client.describe({latent: 2})];
    const [first, second] = workers[0].sent;
    say({type: 'described', id: second.id, description: {parameters: 22}});
    say({type: 'described', id: first.id, description: {parameters: 11}});
    assert.equal((await one).description.parameters, 11);
    assert.equal((await two).description.parameters, 22);
});

test('the error of a request rejects it and does not reach the page', async () => {
    const {client, workers, say, events} = setUp();
    const pending = client.load(new Uint8Array(1));
    say({type: 'error', code: 'data', message: 'Bad.', remedy: 'Other.', id: workers[0].sent[0].id});
    await assert.rejects(pending, {code: 'data'});
    assert.deepEqual(events, []);
});

test('events of an older run are dropped once a newer one is built, and not before', () => {
    const {client, say, events} = setUp();
    const first = client.create({});
    say(created(first));
    const second = client.create({});
    say(status(first));
    assert.equal(events.length, 2);
    say(created(second));
    say(status(first));
    say(status(second));
    assert.deepEqual(events.slice(2).map(({type, run}) => `${type} ${run}`), [`created ${second}`, `status ${second}`]);
});

test('what is no event becomes an error, never silence', () => {
    const {say, events} = setUp();
    say({type: 'surprise'});
    assert.deepEqual([events[0].type, events[0].code], ['error', 'protocol']);
    assert.match(events[0].message, /surprise/);
});

test('the live run as bytes comes with its step and its cost', async () => {
    const {client, workers, say} = setUp();
    say(created(client.create({})));
    const pending = client.checkpoint();
    const {id, run, query} = workers[0].sent.at(-1);
    assert.deepEqual(query, {kind: 'model'});
    say({type: 'answer', id, run, step: 7, ms: 30, answer: {bytes: none}});
    assert.deepEqual(await pending, {run: 1, step: 7, ms: 30, bytes: none});
});

test('a query is about the live run, and its answer comes alone', async () => {
    const {client, workers, say} = setUp();
    say(created(client.create({})));
    const answer = client.query({kind: 'features'});
    const {type, id, run, urgent} = workers[0].sent.at(-1);
    assert.deepEqual([type, run, urgent], ['query', 1, false]);
    say({type: 'answer', id, run, step: 5, ms: 1, answer: {factors: []}});
    assert.deepEqual(await answer, {factors: []});
});

/** Lets promises settle. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Data of a run that come or fail when the test says so. */
function createData() {
    /** @type {{resolve: () => void, reject: (error: object) => void}} */
    let settle = {resolve() {}, reject() {}};
    const data = /** @type {Promise<void>} */ (new Promise((resolve, reject) => (settle = {resolve, reject})));
    return {data, resolve: () => settle.resolve(), reject: (/** @type {object} */ error) => settle.reject(error)};
}

test('a run waits for its data, with what it is to do then', async () => {
    const {client, workers, events} = setUp();
    const {data, resolve} = createData();
    const run = client.create({latent: 3}, {data});
    client.send({type: 'start', run});
    client.send({type: 'visible', visible: false});
    assert.deepEqual(workers[0].sent.map((/** @type {any} */ {type}) => type), ['visible'], 'other commands do not wait');
    assert.deepEqual(events, [], 'nothing is said before the number of the run is known');
    await settled();
    assert.deepEqual(events.map(({type, state}) => [type, state]), [['status', 'preparing']]);
    resolve();
    await settled();
    assert.deepEqual(workers[0].sent.slice(1).map((/** @type {any} */ {type}) => type), ['create', 'start']);
});

test('a newer run takes the place of one that waits, and the older is never built', async () => {
    const {client, workers} = setUp();
    const {data, resolve} = createData();
    client.create({latent: 3}, {data});
    client.create({latent: 4});
    resolve();
    await settled();
    assert.deepEqual(workers[0].sent.map((/** @type {any} */ {config}) => config.latent), [4]);
});

test('data that do not come are an error of that run, and the run before goes on as it was', async () => {
    const {client, workers, say, events} = setUp();
    say(created(client.create({})));
    say(status(1));
    const {data, reject} = createData();
    const run = client.create({latent: 3}, {data});
    reject({type: 'error', code: 'data', message: 'Not there.', remedy: 'Again.'});
    await settled();
    assert.deepEqual(events.slice(-2), [{type: 'error', code: 'data', message: 'Not there.', remedy: 'Again.', run}, status(1)]);
    assert.equal(workers[0].sent.length, 1);
    client.send({type: 'pause', run: 1});
    assert.equal(workers[0].sent.at(-1).type, 'pause');
});

test('data that do not come for the first run leave the page without one', async () => {
    const {client, events} = setUp();
    const {data, reject} = createData();
    client.create({}, {data});
    await settled();
    reject({type: 'error', code: 'data', message: 'Not there.', remedy: 'Again.'});
    await settled();
    assert.deepEqual(events.map(({state}) => state).filter(Boolean), ['preparing', 'empty']);
});
