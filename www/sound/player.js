// Sounds through the loudspeaker, by Web Audio. Main thread.

import {denser} from './samples.js';

const LOWEST_RATE = 8000; // that every browser plays
const FADE_S = 0.02; // no clicks

/** @type {AudioContext | null} */
let context = null;

/** The way to the loudspeaker. Browsers open it after a press of a button or key alone. */
export function loudspeaker() {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    return context;
}

/** @param {Float32Array} samples from −1 to 1 @param {number} rate samples a second @param {{repeats?: boolean}} [options] */
function bufferOf(samples, rate, {repeats = false} = {}) {
    const times = Math.ceil(LOWEST_RATE / rate);
    const data = times > 1 ? denser(samples, times, {repeats}) : samples;
    const buffer = loudspeaker().createBuffer(1, data.length, rate * times);
    buffer.getChannelData(0).set(data);
    return buffer;
}

/** Stops a sound, without a click. @param {{gain: GainNode, source: AudioBufferSourceNode}} voice */
function fadeOut({gain, source}) {
    const now = loudspeaker().currentTime;
    gain.gain.cancelScheduledValues(now);
    gain.gain.setTargetAtTime(0, now, FADE_S / 3);
    source.stop(now + 2 * FADE_S);
}

/** @param {AudioBuffer} buffer @param {number} volume from 0 to 1 */
function voiceOf(buffer, volume) {
    const speaker = loudspeaker();
    const [source, gain] = [speaker.createBufferSource(), speaker.createGain()];
    source.buffer = buffer;
    gain.gain.setValueAtTime(0, speaker.currentTime);
    gain.gain.setTargetAtTime(volume, speaker.currentTime, FADE_S / 3);
    source.connect(gain).connect(speaker.destination);
    return {source, gain};
}

/** @type {ReturnType<typeof voiceOf> | null} */
let played = null;

/**
 * Plays a sound from its beginning, in place of the one before.
 * @param {Float32Array} samples from −1 to 1 @param {number} rate samples a second @param {{seconds?: number, repeats?: boolean}} [options]
 *     a shorter one is played over and over for so long
 */
export function play(samples, rate, {seconds = 0, repeats = false} = {}) {
    if (played) fadeOut(played);
    const voice = played = voiceOf(bufferOf(samples, rate, {repeats}), 1);
    const isShort = samples.length < seconds * rate;
    voice.source.loop = isShort;
    voice.source.start();
    if (isShort) {
        voice.gain.gain.setTargetAtTime(0, loudspeaker().currentTime + seconds - FADE_S, FADE_S / 3);
        voice.source.stop(loudspeaker().currentTime + seconds);
    }
    return new Promise((resolve) => voice.source.addEventListener('ended', () => {
        if (played === voice) played = null;
        resolve(undefined);
    }));
}

/** A sound that goes on until it is stopped; the next one takes its place without a gap. */
export function createDrone() {
    /** @type {ReturnType<typeof voiceOf> | null} */
    let voice = null;
    let [speed, volume] = [1, 0.5];
    let turns = {at: 0, time: 0, rate: 0}; // cycles at a time, and cycles a second since

    /** Cycles since the first sound began: the next one goes on at the same place of its cycle. @param {number} now */
    const place = (now) => turns.at + (now - turns.time) * turns.rate;

    /** @param {number} now @param {number} cycle seconds of a cycle at speed 1 */
    function keepPlace(now, cycle) {
        turns = {at: place(now) % 1, time: now, rate: speed / cycle};
    }

    return {
        /** @param {Float32Array} samples one cycle @param {number} rate samples a second */
        sound(samples, rate) {
            const now = loudspeaker().currentTime;
            const buffer = bufferOf(samples, rate, {repeats: true});
            if (voice) fadeOut(voice);
            keepPlace(now, buffer.duration);
            voice = voiceOf(buffer, volume);
            voice.source.loop = true;
            voice.source.playbackRate.value = speed;
            voice.source.start(now, turns.at * buffer.duration);
        },
        /** @param {number} next 1 plays it as it is, 2 an octave above */
        setSpeed(next) {
            speed = next;
            if (!voice?.source.buffer) return;
            keepPlace(loudspeaker().currentTime, voice.source.buffer.duration);
            voice.source.playbackRate.value = next;
        },
        /** @param {number} next from 0 to 1 */
        setVolume(next) {
            volume = next;
            voice?.gain.gain.setTargetAtTime(next, loudspeaker().currentTime, FADE_S);
        },
        stop() {
            if (voice) fadeOut(voice);
            voice = null;
        },
        isOn: () => voice !== null,
    };
}
