import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {createAddress} from '../../../www/settings/url-history.js';
import {schema} from '../support/schema.js';

const defaults = Object.fromEntries(schema.fields.map((field) => [field.name, field.default]));

/** A browser that forbids more than 100 changes of the address in 30 s, as Safari does. */
function setUp() {
    /** @type {string[]} */
    const written = [];
    /** @type {Record<string, () => void>} */
    const listeners = {};
    const location = {pathname: '/', search: '', hash: ''};
    const state = (/** @type {any} */ _, /** @type {string} */ __, /** @type {string} */ url) => {
        if (written.length >= 100) throw new DOMException('too many calls', 'SecurityError');
        written.push(url);
        location.hash = url.slice(1);
    };
    Object.assign(globalThis, {
        location, history: {replaceState: state, pushState: state},
        addEventListener: (/** @type {string} */ name, /** @type {() => void} */ act) => { listeners[name] = act; },
    });
    const address = createAddress(schema, {latent: 5}, {onVisit() {}, onProblems() {}});
    return {address, written, location, listeners};
}

test('220 changes in ten seconds stay within what browsers allow, and the last one is written', () => {
    mock.timers.enable({apis: ['setTimeout']});
    const {address, written, location} = setUp();
    for (let i = 1; i <= 220; i++) {
        address.write({...defaults, learningRate: i / 1000});
        mock.timers.tick(45);
    }
    mock.timers.tick(1000);
    mock.timers.reset();
    assert.ok(written.length > 5 && written.length < 40, `${written.length} writes`);
    assert.match(location.hash, /learningRate=0\.22$/);
});

test('a visit of another entry is not overwritten by a write that waited', () => {
    mock.timers.enable({apis: ['setTimeout']});
    const {address, written, location, listeners} = setUp();
    address.write({...defaults, latent: 3});
    address.write({...defaults, latent: 4});
    location.hash = '';
    listeners.popstate();
    mock.timers.tick(1000);
    mock.timers.reset();
    assert.equal(written.length, 1);
    assert.equal(location.hash, '');
});

test('an address without settings is the start, and one of all defaults is not', () => {
    const {address} = setUp();
    assert.deepEqual(['', '#'].map(address.read), [{latent: 5}, {latent: 5}]);
    assert.deepEqual(address.read('#v=2'), {});
});
