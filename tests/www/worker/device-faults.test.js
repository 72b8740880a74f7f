import assert from 'node:assert/strict';
import {test} from 'node:test';
import {watchDevices} from '../../../www/worker/device-faults.js';
import {errorEvent} from '../../../www/worker/errors.js';

class GPUOutOfMemoryError extends Error {}
class GPUValidationError extends Error {}

/** An adapter whose device the test breaks. */
function setUp() {
    /** @type {(info: object) => void} */
    let lose = () => {};
    /** @type {(event: object) => void} */
    let complain = () => {};
    const device = {
        lost: new Promise((resolve) => (lose = resolve)),
        addEventListener: (/** @type {string} */ type, /** @type {any} */ listener) => void (type === 'uncapturederror' && (complain = listener)),
    };
    const adapters = {
        asked: /** @type {any[]} */ ([]),
        async requestDevice(/** @type {any} */ options) {
            this.asked.push(options);
            return device;
        },
    };
    /** @type {any[]} */
    const faults = [];
    watchDevices(/** @type {any} */ (adapters), (fault) => faults.push(fault));
    return {adapters, device, faults, lose: (/** @type {object} */ info) => lose(info), complain: (/** @type {object} */ event) => complain(event)};
}

test('a device is opened as it was asked for, and its loss is reported once, with the words of the driver', async () => {
    const {adapters, device, faults, lose, complain} = setUp();
    assert.equal(await adapters.requestDevice({label: 'a'}), device);
    assert.deepEqual(adapters.asked, [{label: 'a'}]);
    lose({reason: 'unknown', message: 'The GPU process crashed.'});
    await new Promise((resolve) => setImmediate(resolve));
    complain({error: new GPUValidationError('device is lost')});
    assert.deepEqual(faults, [{message: 'The graphics card was lost', details: 'unknown: The GPU process crashed.'}]);
});

for (const [error, words] of /** @type {[Error, RegExp][]} */ ([
    [new GPUOutOfMemoryError('no room'), /ran out of memory/],
    [new GPUValidationError('bad size'), /refused a command/],
])) {
    test(`a ${error.constructor.name} that no call catches is reported`, async () => {
        const {adapters, faults, complain} = setUp();
        await adapters.requestDevice({});
        complain({error});
        assert.match(faults[0].message, words);
        assert.equal(faults[0].details, `${error.constructor.name}: ${error.message}`);
    });
}

test('a browser without WebGPU has nothing to watch', () => {
    watchDevices(undefined, () => assert.fail('a fault'));
});

test('what leaves the module in an unknown state counts as a panic, and other errors do not', () => {
    const codes = [
        new WebAssembly.RuntimeError('unreachable'), new RangeError('Maximum call stack size exceeded'),
        new Error('recursive use of an object detected which would lead to unsafe aliasing in rust'), new Error('run 3 is not here to be saved'),
    ].map((thrown) => errorEvent(thrown).code);
    assert.deepEqual(codes, ['panic', 'panic', 'panic', 'internal']);
    assert.equal(errorEvent(new WebAssembly.RuntimeError('unreachable')).details, 'unreachable');
});
