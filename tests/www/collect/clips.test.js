import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {SILENT, createClips, loudest} from '../../../www/collect/clips.js';
import {levelsPath} from '../../../www/collect/levels.js';

/** Clips of four samples, and what is said of them. */
function createCase() {
    const clips = createClips(4);
    /** @type {string[]} */
    const said = [];
    return {clips, said, ask: (/** @type {string} */ name, isMore = false) => clips.ask({isMore, begin: () => said.push(`${name} begins`), end: (samples) => said.push(`${name} ${[...samples].join()}`)})};
}

test('a clip has the samples that come after it was asked for, over several blocks', () => {
    const {clips, said, ask} = createCase();
    clips.heard(Float32Array.of(1, 2, 3));
    ask('a');
    assert.deepEqual(said, []);
    clips.heard(Float32Array.of(4, 5, 6));
    assert.deepEqual(said, ['a begins']);
    clips.heard(Float32Array.of(7, 8, 9));
    assert.deepEqual(said, ['a begins', 'a 4,5,6,7']);
});

test('two clips have no gap between them', () => {
    const {clips, said, ask} = createCase();
    ask('a');
    ask('b');
    clips.heard(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    assert.deepEqual(said, ['a begins', 'a 1,2,3,4', 'b begins', 'b 5,6,7,8']);
});

test('a short press gives one clip, and once the button is let go no more begin', () => {
    const {clips, said, ask} = createCase();
    ask('a');
    clips.letGo();
    clips.heard(Float32Array.of(1, 2));
    ask('b', true);
    ask('c');
    clips.letGo();
    clips.heard(Float32Array.of(3, 4, 5, 6, 7, 8, 9));
    assert.deepEqual(said, ['a begins', 'a 1,2,3,4', 'c begins', 'c 5,6,7,8']);
    ask('d', true);
    clips.heard(Float32Array.of(1));
    clips.letGo();
    clips.heard(Float32Array.of(2, 3, 4));
    assert.deepEqual(said.slice(4), ['d begins', 'd 1,2,3,4'], 'what has begun is finished');
});

test('the loudest sample counts whatever its sign, and silence is what the core takes for it', async () => {
    assert.equal(loudest(Float32Array.of(0.25, -0.5, 0)), 0.5);
    const core = await readFile(new URL('../../../src/data/import/sounds.rs', import.meta.url), 'utf8');
    assert.equal(SILENT * 32_768, Number(/const SILENT: i32 = (\d+);/.exec(core)?.[1]));
});

test('levels are bars around the middle, as high as their root, and silence is a line', () => {
    assert.equal(levelsPath([0, 0.25, 4], {width: 30, height: 100}), 'M0 49.5h7v1h-7zM10 25h7v50h-7zM20 0h7v100h-7z');
});
