// State of version 1 that the page still reads: URLs, stored runs and rate-distortion curves.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {createRunStore} from '../../../www/runs/run-store.js';
import {PAGE_SCHEMA} from '../../../www/settings/page-schema.js';
import {SCHEMA} from '../../../www/settings/schema.js';
import {formatHash, parseHash} from '../../../www/settings/url-hash.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {createSavedCurves} from '../../../www/tools/compress/saved-curves.js';
import {fakeStorage} from '../support/fake-storage.js';

/** @param {string} name */
const read = (name) => readFileSync(new URL(`../../data/version-1/${name}`, import.meta.url), 'utf8');

/** @type {Record<string, any>} */
const everyName = JSON.parse(read('every-name.json'));
const address = read('address.txt').trim();

/** A storage as version 1 left it. */
function storage() {
    const fake = fakeStorage();
    for (const [key, value] of Object.entries(JSON.parse(read('storage.json')))) fake.entries.set(key, JSON.stringify(value));
    return fake;
}

test('an address of version 1 with every renamed setting means the same under the new names', () => {
    const {config, problems} = parseHash(SCHEMA, address);
    assert.deepEqual(problems, []);
    const {version, ...settings} = everyName;
    assert.equal(version, 1);
    assert.equal(Object.keys(settings).filter((name) => name in SCHEMA.renamed).length, Object.keys(SCHEMA.renamed).length);
    assert.deepEqual(config, Object.fromEntries(Object.entries(settings).map(([name, value]) => [SCHEMA.renamed[name] ?? name, value])));
});

test('it is written again as version 2, and read back', () => {
    const {config} = parseHash(SCHEMA, address);
    const hash = formatHash(SCHEMA, {...defaultsOf(SCHEMA), ...config});
    assert.match(hash, /^#v=2&dataset=signals&corruption=masking&corruptionFraction=0\.4&normalClasses=0,1&architecture=recurrent&gruUnits=12&/);
    assert.deepEqual(parseHash(SCHEMA, hash).problems, []);
});

test('every old name is refused in an address of version 2', () => {
    const {config, problems} = parseHash(SCHEMA, address.replace('v=1', 'v=2'));
    assert.deepEqual(Object.keys(config).filter((name) => Object.values(SCHEMA.renamed).includes(name)), []);
    assert.equal(problems.length, Object.keys(SCHEMA.renamed).length);
    for (const problem of problems) assert.match(problem, /this setting is called ".+" since version 2/);
});

test('runs that version 1 kept are there with every setting of today, and are kept as version 2', () => {
    const {storage: kept, entries} = storage();
    const store = createRunStore(kept);
    const [vae, sparse] = store.runs();
    assert.deepEqual([vae.name, sparse.name], ['Slow VAE', 'Noisy k-sparse']);
    assert.deepEqual(Object.keys(sparse.config).sort(), PAGE_SCHEMA.fields.map(({name}) => name).sort());
    const {corruption, noiseStd, bottleneck, k, normalization, optimizer, gradientClip, normalClasses} = sparse.config;
    assert.deepEqual([corruption, noiseStd, bottleneck, k, normalization, optimizer, gradientClip, normalClasses],
        ['gaussian', 0.2, 'k-sparse', 4, 'batch', 'sgd', 5, [0, 1, 2]]);
    assert.deepEqual([vae.config.klWarmUp, vae.config.targetLoss], [300, 12]);
    store.pin(vae.id, true);
    assert.equal(JSON.parse(entries.get(`hourglass.run.${vae.id}`) ?? '').version, 2);
});

test('curves that version 1 kept are there', () => {
    const curves = createSavedCurves(storage().storage);
    const data = 'digits 0 8 8 1 1299';
    assert.deepEqual(curves.others('another', data, 3).map(({name, rates}) => [name, rates.length]), [['2 numbers, layers 64-32, step 500', 4]]);
});
