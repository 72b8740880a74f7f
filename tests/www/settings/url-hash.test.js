import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {formatHash, parseHash} from '../../../www/settings/url-hash.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

const defaults = defaultsOf(schema);

test('defaults leave no trace in the address', () => {
    assert.equal(formatHash(schema, defaults), '');
});

test('only what differs is written, with the version', () => {
    assert.equal(formatHash(schema, {...defaults, latent: 8, hidden: [64, 16]}), '#v=1&hidden=64,16&latent=8');
});

test('a config survives the way through the address', () => {
    for (const changed of [
        {latent: 16, learningRate: 2.5e-5, seed: 4294967295},
        {hidden: []},
        {hidden: [256, 128, 64], optimiser: 'sgd', momentum: 0.5, dataset: 'file', device: 'cpu'},
    ]) {
        const {config, problems} = parseHash(schema, formatHash(schema, {...defaults, ...changed}));
        assert.deepEqual(problems, []);
        assert.deepEqual(config, changed);
    }
});

test('a setting that does not apply stays out of the address', () => {
    assert.equal(formatHash(schema, {...defaults, momentum: 0.5}), '');
});

test('nonsense is reported with its key and left out, and the rest is kept', () => {
    const {config, problems} = parseHash(schema, '#v=1&latent=99&hidden=64,x&colour=red&optimiser=magic&seed=7');
    assert.deepEqual(config, {seed: 7});
    assert.deepEqual(problems, [
        '"latent=99": must be a whole number from 1 to 64.',
        '"hidden=64,x": must be a whole number from 1 to 2048.',
        '"colour=red": there is no such setting.',
        '"optimiser=magic": must be one of adam, rmsprop, sgd.',
    ]);
});

test('every other kind of nonsense is reported too, and throws nothing', () => {
    for (const hash of ['#latent', '#latent=', '#latent=2.5', '#latent=Infinity', '#%E0%A4%A=1', '#=&=', '#hidden=1,1,1,1,1,1,1', '#__proto__=1']) {
        const {config, problems} = parseHash(schema, hash);
        assert.deepEqual(Object.keys(config), [], hash);
        assert.ok(problems.length > 0, hash);
    }
});

test('an address of another version is read as far as it can be, and says so', () => {
    const {config, problems} = parseHash(schema, '#v=9&latent=4');
    assert.deepEqual(config, {latent: 4});
    assert.match(problems[0], /version "9"/);
});

test('no hash is no problem', () => {
    assert.deepEqual(parseHash(schema, ''), {config: {}, problems: []});
    assert.deepEqual(parseHash(schema, '#'), {config: {}, problems: []});
});

test('the page shows the version of the package', () => {
    const read = (/** @type {string} */ name) => readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
    const version = read('Cargo.toml').match(/^version = "(.+)"$/m)?.[1];
    assert.equal(read('index.html').match(/id="version">([^<]+)</)?.[1], version);
});
