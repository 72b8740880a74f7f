// Recordings of sound, made for tests.

import {fileOf} from './forms.mjs';

/** Samples a second. */
export const RATE = 16_000;

/** A recording of one channel. @param {string} name @param {number} seconds @param {(time: number) => number} value from −1 to 1 */
export function wavOf(name, seconds, value) {
    const count = Math.round(seconds * RATE);
    const head = Buffer.alloc(44);
    head.write('RIFF');
    head.writeUInt32LE(36 + 2 * count, 4);
    head.write('WAVE', 8);
    head.write('fmt ', 12);
    head.writeUInt32LE(16, 16);
    head.writeUInt16LE(1, 20);
    head.writeUInt16LE(1, 22);
    head.writeUInt32LE(RATE, 24);
    head.writeUInt32LE(2 * RATE, 28);
    head.writeUInt16LE(2, 32);
    head.writeUInt16LE(16, 34);
    head.write('data', 36);
    head.writeUInt32LE(2 * count, 40);
    const samples = Buffer.alloc(2 * count);
    for (let at = 0; at < count; at += 1) samples.writeInt16LE(Math.round(30_000 * value(at / RATE)), 2 * at);
    return fileOf(name, Buffer.concat([head, samples]));
}
