import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {formatHash, parseHash} from '../../../www/settings/url-hash.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

const defaults = defaultsOf(schema);

test('defaults leave no trace in the address', () => {
    assert.equal(formatHash(schema, defaults), '#v=2');
});

test('only what differs is written, with the version', () => {
    assert.equal(formatHash(schema, {...defaults, latent: 8, hidden: [64, 16]}), '#v=2&hidden=64,16&latent=8');
});

test('a config survives the way through the address', () => {
    for (const changed of [
        {latent: 16, learningRate: 2.5e-5, seed: 4294967295},
        {hidden: []},
        {hidden: [256, 128, 64], optimizer: 'sgd', momentum: 0.5, dataset: 'file', device: 'cpu'},
    ]) {
        const {config, problems} = parseHash(schema, formatHash(schema, {...defaults, ...changed}));
        assert.deepEqual(problems, []);
        assert.deepEqual(config, changed);
    }
});

test('a setting that does not apply stays out of the address', () => {
    assert.equal(formatHash(schema, {...defaults, momentum: 0.5}), '#v=2');
});

test('nonsense is reported with its key and left out, and the rest is kept', () => {
    const {config, problems} = parseHash(schema, '#v=2&latent=99&hidden=64,x&colour=red&optimizer=magic&seed=7');
    assert.deepEqual(config, {seed: 7});
    assert.deepEqual(problems, [
        '"latent=99": must be a whole number from 1 to 64.',
        '"hidden=64,x": must be a whole number from 1 to 2048.',
        '"colour=red": there is no such setting.',
        '"optimizer=magic": must be one of adam, rmsprop, sgd.',
    ]);
});

test('every other kind of nonsense is reported too, and throws nothing', () => {
    for (const hash of ['#latent', '#latent=', '#latent=2.5', '#latent=Infinity', '#%E0%A4%A=1', '#=&=', '#hidden=1,1,1,1,1,1,1', '#__proto__=1']) {
        const {config, problems} = parseHash(schema, hash);
        assert.deepEqual(Object.keys(config), [], hash);
        assert.ok(problems.length > 0, hash);
    }
});

test('an address of a newer version, or of none that exists, is refused with what to do', () => {
    for (const [version, remedy] of [['9', /version "9".*versions 1 to 2\. Reload the page/], ['0', /"0".*Write "v=2"/], ['x', /"x".*Write "v=2"/]]) {
        const {config, problems} = parseHash(schema, `#v=${version}&latent=4`);
        assert.deepEqual(config, {}, String(version));
        assert.equal(problems.length, 1);
        assert.match(problems[0], /** @type {RegExp} */ (remedy));
    }
});

test('an address of version 1, or of none, takes old names and new ones, but not both for one setting', () => {
    for (const hash of ['#v=1&optimiser=sgd&latent=4', '#optimiser=sgd&latent=4', '#v=1&optimizer=sgd&latent=4']) {
        assert.deepEqual(parseHash(schema, hash), {config: {optimizer: 'sgd', latent: 4}, problems: []}, hash);
    }
    const {config, problems} = parseHash(schema, '#v=1&optimiser=sgd&optimizer=adam');
    assert.deepEqual(config, {optimizer: 'adam'});
    assert.deepEqual(problems, ['"optimiser=sgd": the address sets "optimizer" too, the new name of this setting.']);
});

test('in an address of version 2 an old name is refused, and the new one named', () => {
    const {config, problems} = parseHash(schema, '#v=2&optimiser=sgd&latent=4');
    assert.deepEqual(config, {latent: 4});
    assert.deepEqual(problems, ['"optimiser=sgd": this setting is called "optimizer" since version 2.']);
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

test('a wrong entry of any length is shown in 60 characters', () => {
    const {problems} = parseHash(schema, `#v=2&latent=${'9'.repeat(660_000)}`);
    assert.equal(problems.length, 1);
    assert.ok(problems[0].length < 200, `${problems[0].length} characters`);
    assert.match(problems[0], /^"latent=9+…": must be a whole number/);
});
