// A clip as a WAV file, and its small picture that plays it. Main thread.

import {wavOf} from '../examples/sound-files.js';
import {play} from '../sound/player.js';
import {element, svg} from '../ui/dom.js';
import {loudest} from './clips.js';
import {levelsPath} from './levels.js';

/** Samples a second of a clip that is kept: enough for speech, as of sounds that the browser decodes. */
const RATE = 16_000;
const SIDE = 40; // CSS pixels
const BARS = 20;

/** @type {WeakMap<Blob, Float32Array>} the samples of each clip */
const samplesOf = new WeakMap();

/** @param {Float32Array} samples from −1 to 1 @param {number} rate samples a second */
export async function clipOf(samples, rate) {
    const context = new OfflineAudioContext(1, Math.round(samples.length * RATE / rate), RATE);
    const buffer = context.createBuffer(1, samples.length, rate);
    buffer.getChannelData(0).set(samples);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.start();
    const kept = (await context.startRendering()).getChannelData(0);
    const clip = new Blob([wavOf(kept, RATE)], {type: 'audio/wav'});
    samplesOf.set(clip, kept);
    return clip;
}

/** @param {Blob} clip @returns {import('./class-rows.js').Thumbnail} */
export function clipThumbnail(clip) {
    const samples = samplesOf.get(clip) ?? new Float32Array(1);
    const size = {width: SIDE, height: SIDE};
    const picture = svg('svg', {viewBox: `0 0 ${SIDE} ${SIDE}`, width: SIDE, height: SIDE}, svg('path', {d: levelsPath(levelsOf(samples, BARS), size)}));
    const node = element('button', {type: 'button', class: 'make-clip', title: 'Play', 'aria-label': 'Play this clip', onclick: () => void play(samples, RATE)}, picture);
    return {node, free: () => undefined};
}

/** The loudest sample of each of so many parts. @param {Float32Array} samples @param {number} count */
function levelsOf(samples, count) {
    const length = samples.length / count;
    return Array.from({length: count}, (_, at) => loudest(samples.subarray(Math.floor(at * length), Math.floor((at + 1) * length))));
}
