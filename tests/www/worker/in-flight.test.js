import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createInFlight} from '../../../www/worker/in-flight.js';
import {gpu, gpuLab} from '../support/fake-gpu.js';
import {config, device, is, setUp} from '../support/fake-session.js';

/** A run on a GPU that trains. @param {Parameters<typeof gpuLab>[1]} [options] */
function train(options = {}) {
    const calls = options.calls ?? [];
    const parts = setUp((clock) => gpuLab(clock, {...options, calls}));
    parts.session.accept({type: 'create', run: 1, config, device: gpu});
    parts.session.accept({type: 'start', run: 1});
    const reaches = (/** @type {number} */ least) => parts.until(({type, step}) => type === 'progress' && step > least);
    return {...parts, calls, reaches};
}

const stepsOf = (/** @type {any[]} */ events) => events.filter(({type}) => type === 'progress').map(({step, losses}) => ({step, count: losses.length}));

test('a chunk is in flight while the one before is settled', async () => {
    const {session, calls, reaches, until} = train();
    await reaches(300);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
    let inFlight = 0;
    const counts = calls.slice(calls.indexOf('issue 1')).map((call) => {
        if (/^(issue|settle) \d/.test(call)) inFlight += call.startsWith('issue') ? 1 : -1;
        return inFlight;
    });
    assert.equal(Math.max(...counts), 2);
    const settled = counts.slice(2, -3);
    assert.ok(settled.every((count) => count >= 1), `the device never waits for the worker: ${counts}`);
});

test('progress leaves out no step, and nothing stays in flight when the run is paused', async () => {
    const {session, events, calls, reaches, until} = train({latency: 100});
    await reaches(1000);
    session.accept({type: 'pause', run: 1});
    const {step} = await until(is('paused'));
    let done = 0;
    for (const {step: end, count} of stepsOf(events)) {
        assert.equal(end - count, done);
        done = end;
    }
    assert.equal(step, done, 'the status is of the last chunk that was issued');
    assert.equal(calls.at(-1), 'snapshot');
    await until((event) => event.type === 'snapshot' && event.step === step);
});

test('read-backs that take 100 ms leave the device busy and chunks long', async () => {
    const {session, events, reaches, until} = train({latency: 100, msPerStep: 0.5});
    await reaches(20_000);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
    const later = stepsOf(events).filter(({step}) => step > 5000);
    assert.ok(later.slice(0, -1).every(({count}) => count * 0.5 >= 100), `chunks of ${later.map(({count}) => count)}`);
    const {stepsPerSecond} = events.findLast(({type}) => type === 'progress');
    assert.ok(stepsPerSecond > 0.8 * 2000, `${stepsPerSecond} of 2000 steps a second`);
});

test('pictures are taken while chunks are in flight, and each comes after the progress to its step', async () => {
    const {session, events, calls, reaches, until} = train({latency: 100});
    await reaches(2000);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
    assert.ok(calls.filter((call) => call === 'settle snapshot').length >= 3);
    let done = 0;
    for (const {type, step} of events) {
        if (type === 'progress') done = step;
        if (type === 'snapshot') assert.equal(step, done);
    }
});

test('a hidden page gets no pictures from chunks in flight either', async () => {
    const {session, calls, reaches, until} = train();
    session.accept({type: 'visible', visible: false});
    await until(is('running'));
    const from = calls.length;
    await reaches(1500);
    session.accept({type: 'drop', run: 1});
    assert.equal(calls.slice(from).some((call) => call.includes('snapshot')), false);
});

test('every command waits for what is in flight', async () => {
    const {session, reaches, until, events} = train({latency: 100});
    await reaches(100);
    session.accept({type: 'measure', id: 5, run: 1, split: 'validation'});
    assert.ok(await until(({type, id}) => type === 'measured' && id === 5));
    await reaches(500);
    session.accept({type: 'query', id: 6, run: 1, query: {kind: 'decode', codes: Float32Array.of(1, 2)}, urgent: true});
    assert.ok(await until(({type, id}) => type === 'answer' && id === 6));
    session.accept({type: 'tune', run: 1, learningRate: 0.1});
    const {step} = stepsOf(events).at(-1) ?? {step: 0};
    await reaches(step + 500);
    session.accept({type: 'step', run: 1});
    await until(is('paused'));
    session.accept({type: 'save', id: 9, run: 1});
    const saved = await until(({type}) => type === 'saved');
    assert.equal(saved.bytes[0] + 256 * saved.bytes[1], stepsOf(events).at(-1)?.step);
    assert.deepEqual(events.filter(({type}) => type === 'error'), []);
});

test('a run that diverges stops at its last finite loss, and goes back to a picture from before', async () => {
    const {session, events, calls, until} = train({diverges: 1234});
    const error = await until(({type}) => type === 'error');
    assert.equal(stepsOf(events).at(-1)?.step, 1234);
    assert.ok(error.rewind.step > 0 && error.rewind.step < 1234);
    assert.match(calls.at(-1) ?? '', /^settle \d/, 'what was in flight is forgotten');
    const picture = events.findLast(({type}) => type === 'snapshot');
    assert.equal(picture.step, error.rewind.step);
    session.accept({type: 'rewind', run: 1, learningRate: 0.1});
    assert.equal((await until(is('paused'))).step, error.rewind.step);
    session.accept({type: 'drop', run: 1});
});

test('near its end a run takes its steps one chunk after another', async () => {
    const {session, calls, reaches} = train({refuses: (step) => step >= 400});
    await reaches(600);
    session.accept({type: 'drop', run: 1});
    const first = calls.findIndex((call) => call.startsWith('train'));
    assert.equal(calls.slice(first).some((call) => /^(issue|settle) \d/.test(call)), false);
});

test('on the CPU nothing is issued ahead', async () => {
    const issue = () => assert.fail('issued');
    const {session, until} = setUp({issue, touch: issue});
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step}) => type === 'progress' && step > 300);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
});

test('a device that is lost with chunks in flight is reported once, and what is left is forgotten', async () => {
    const lost = {code: 'device', message: 'Lost.', remedy: 'None.'};
    const {session, events, until} = setUp((clock) => ({
        ...gpuLab(clock),
        issue: () => Promise.reject(lost),
    }));
    session.accept({type: 'create', run: 1, config, device: gpu});
    session.accept({type: 'start', run: 1});
    await until(is('paused'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(events.filter(({type}) => type === 'error').length, 1);
});

test('the time of a chunk begins where the one before was settled, and says whether it was alone', async () => {
    let time = 0;
    const inFlight = createInFlight(() => time);
    /** @type {any[]} */
    const timings = [];
    const add = () => inFlight.add({kind: 'chunk', reading: Promise.resolve(), settle: (_, timing) => timings.push(timing)}, time);
    add();
    time = 10;
    add();
    time = 30;
    await inFlight.settleOldest();
    time = 55;
    await inFlight.settleOldest();
    assert.deepEqual(timings, [{issued: 0, ms: 30, alone: true}, {issued: 10, ms: 25, alone: false}]);
    assert.equal(inFlight.isEmpty(), true);
});
