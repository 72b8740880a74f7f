import assert from 'node:assert/strict';
import {test} from 'node:test';
import {formatHash, parseHash} from '../../../www/settings/url-hash.js';
import {SCHEMA} from '../../../www/settings/schema.js';
import {kindsWith} from '../../../www/settings/preset-data.js';
import {applies, changesBetween, createSettings, defaultsOf} from '../../../www/settings/store.js';

const defaults = defaultsOf(SCHEMA);

/** Names of the settings that mean something. @param {import('../../../www/protocol/messages.js').Config} changes */
const shown = (changes) => SCHEMA.fields.filter((field) => applies(field, {...defaults, ...changes})).map(({name}) => name);

test('every experiment comes back from its address', () => {
    for (const {name, settings} of SCHEMA.presets) {
        const config = {...defaults, ...settings};
        const {config: read, problems} = parseHash(SCHEMA, formatHash(SCHEMA, config));
        assert.deepEqual(problems, [], name);
        assert.deepEqual(changesBetween(SCHEMA, config, {...defaults, ...read}), [], name);
    }
});

test('whatever a setting may be comes back from its address', () => {
    for (const field of SCHEMA.fields.filter(({kind}) => kind === 'choice')) {
        for (const {value} of field.choices ?? []) {
            const config = {...defaults, bottleneck: 'k-sparse', sparsity: 'kl', optimizer: 'sgd', [field.name]: value};
            const {config: read, problems} = parseHash(SCHEMA, formatHash(SCHEMA, config));
            assert.deepEqual([problems, changesBetween(SCHEMA, config, {...defaults, ...read})], [[], []], `${field.name}=${value}`);
        }
    }
});

test('only what means something is shown, and what that depends on is shown as well', () => {
    for (const [changes, yes, no] of /** @type {[object, string[], string[]][]} */ ([
        [{}, ['hidden', 'activation', 'shift', 'sparsity'], ['channels', 'gruUnits', 'labelled', 'sparsityTarget', 'beta']],
        [{sparsity: 'kl'}, ['sparsityTarget', 'sparsityWeight'], []],
        [{sparsity: 'kl', bottleneck: 'variational'}, ['beta', 'freeNats'], ['sparsity', 'sparsityTarget', 'sparsityWeight']],
        [{classWeight: 0.1}, ['labelled'], []],
        [{dataset: 'signals', architecture: 'recurrent'}, ['gruUnits', 'dropout', 'initializer', 'normalization'], ['shift', 'crop', 'hidden', 'activation']],
        [{architecture: 'dictionary'}, ['fistaIterations'], ['dropout', 'initializer', 'normalization', 'hidden']],
        [{schedule: 'step'}, ['scheduleSteps', 'decayFactor'], []],
        [{schedule: 'cosine'}, ['scheduleSteps'], ['decayFactor']],
    ])) {
        const names = shown(changes);
        for (const name of yes) assert.ok(names.includes(name), `${name} with ${JSON.stringify(changes)}`);
        for (const name of no) assert.ok(!names.includes(name), `no ${name} with ${JSON.stringify(changes)}`);
    }
});

test('every data set without pictures has its kind', () => {
    const pictures = SCHEMA.fields.find(({name}) => name === 'shift')?.when?.flatMap((when) => 'is' in when ? when.is : []) ?? [];
    const kindOf = kindsWith('table');
    const others = (SCHEMA.fields.find(({name}) => name === 'dataset')?.choices ?? []).map(({value}) => value).filter((value) => !pictures.includes(value));
    assert.ok(pictures.includes('digits') && others.includes('sounds'), `${pictures} and ${others}`);
    assert.deepEqual(others.filter((value) => value !== 'file' && kindOf(value) === 'image'), []);
    assert.deepEqual(pictures.filter((value) => value !== 'file' && kindOf(value) !== 'image'), []);
});

test('the recurrent network brings signals, and keeps signals and words that are there', () => {
    const after = ['digits', 'sounds', 'names', 'file'].map((dataset) => {
        const settings = createSettings(SCHEMA);
        settings.merge({dataset});
        settings.set('architecture', 'recurrent');
        return settings.values().dataset;
    });
    assert.deepEqual(after, ['signals', 'sounds', 'names', 'file']);
});
