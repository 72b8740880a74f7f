import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {wavOf, withDecodedSounds} from '../../../www/examples/sound-files.js';

const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text).buffer;
const file = (/** @type {string} */ name, /** @type {string} */ text) => ({name, arrayBuffer: async () => bytesOf(text)});

afterEach(() => {
    // @ts-expect-error: Node has none
    delete globalThis.OfflineAudioContext;
});

/** The browser's decoder, which knows one file. @param {Float32Array[]} channels */
function decodeGood(channels) {
    // @ts-expect-error: a part of it
    globalThis.OfflineAudioContext = class {
        async decodeAudioData(/** @type {ArrayBuffer} */ bytes) {
            if (new TextDecoder().decode(bytes) !== 'good') throw new DOMException('Unable to decode audio data', 'EncodingError');
            return {numberOfChannels: channels.length, getChannelData: (/** @type {number} */ at) => channels[at]};
        }
    };
}

test('a WAV file has its header, and samples as whole numbers that are cut at full volume', () => {
    const view = new DataView(wavOf(new Float32Array([0, 0.5, -1, 2]), 16_000));
    const text = (/** @type {number} */ at) => String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
    assert.deepEqual([text(0), text(8), text(36)], ['RIFF', 'WAVE', 'data']);
    assert.deepEqual([view.getUint32(4, true), view.getUint32(40, true), view.byteLength], [44, 8, 52]);
    assert.deepEqual([view.getUint16(22, true), view.getUint32(24, true), view.getUint16(34, true)], [1, 16_000, 16]);
    assert.deepEqual([0, 1, 2, 3].map((at) => view.getInt16(44 + 2 * at, true)), [0, 16_384, -32_767, 32_767]);
});

test('what the browser decodes becomes WAV with its channels mixed, and all else stays as it is', async () => {
    const channels = [new Float32Array([0.5, 0.25]), new Float32Array([-0.5, 0.75])];
    decodeGood(channels);
    const files = [file('a/1.mp3', 'good'), file('a/2.mp3', 'bad'), file('notes.txt', 'good')];
    const {files: read, decoded} = await withDecodedSounds(files, async () => assert.fail('there are no archives'));
    assert.deepEqual(decoded, []);
    assert.deepEqual(read.map(({name}) => name), ['a/1.mp3', 'a/2.mp3', 'notes.txt']);
    const view = new DataView(await read[0].arrayBuffer());
    assert.deepEqual([view.byteLength, view.getInt16(44, true), view.getInt16(46, true)], [48, 0, 16_384]);
    assert.deepEqual([await read[1].arrayBuffer(), await read[2].arrayBuffer()], [bytesOf('bad'), bytesOf('good')]);
    assert.deepEqual(channels[0], new Float32Array([0.5, 0.25]), 'the decoded sound is left alone');
});

test('sounds in archives are decoded next to them, and an archive whose list names none is not unpacked for it', async () => {
    decodeGood([new Float32Array([0.5])]);
    const files = [file('a.zip', 'PK … low/1.MP3 … notes.txt'), file('b.zip', 'PK … cat.png'), file('c.txt', 'song.mp3')];
    /** @type {string[]} */
    const asked = [];
    const {files: read, decoded} = await withDecodedSounds(files, async (archives) => {
        asked.push(...archives.map(({name}) => name));
        return [['a.zip/low/1.MP3', 'good'], ['a.zip/low/2.mp3', 'bad']].map(([name, text]) => ({name, bytes: new Uint8Array(bytesOf(text))}));
    });
    assert.deepEqual([asked, read], [['a.zip'], files]);
    assert.deepEqual(decoded.map(({name}) => name), ['a.zip/low/1.MP3']);
    assert.equal(new DataView(await decoded[0].arrayBuffer()).getInt16(44, true), 16_384);
});
