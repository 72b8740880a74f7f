// Seeded mutations of settings, bytes and arguments for the fuzz test of the built module, and the random numbers of other tests. Pure.

import {uniform} from '../../bench/workloads.mjs';

const EXTREMES = [0, -0, 1, -1, 0.5, 2, 49, 64, 255, 256, 65_535, 65_536, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e-300, 1e39, 1e300, -1e300, NaN, Infinity, -Infinity];
const WORDS = ['', 'none', 'adam', 'variational', 'conv', 'half', 'é'.repeat(300), '\0', '__proto__', '1', 'NaN'];
const OTHERS = [null, undefined, true, false, 10n ** 30n, -1n, {}, {latent: 2}, [], [[]], [NaN], Array(5000).fill(3), () => 1, Symbol('latent'), new Date(0), new Uint8Array(3)];

/** Numbers, choices and bytes that follow from a seed. @param {number} seed */
export function createRandom(seed) {
    const number = uniform(seed);
    const below = (/** @type {number} */ end) => Math.floor(number() * end);
    return {
        number, below,
        onceIn: (/** @type {number} */ times) => below(times) === 0,
        /** @template T @param {readonly T[]} list @returns {T} */
        oneOf: (list) => list[below(list.length)],
        /** @param {number} most */
        bytes: (most) => Uint8Array.from({length: below(most + 1)}, () => below(256)),
    };
}

/** @typedef {ReturnType<typeof createRandom>} Random */

/** A value that a message may hold, or should not. @param {Random} random @returns {unknown} */
export const anyValue = (random) => random.oneOf([EXTREMES, EXTREMES, WORDS, OTHERS])[random.below(16)];

/** Numbers of any size. @param {Random} random @param {number} most */
export const anyFloats = (random, most) => Float32Array.from({length: random.below(most + 1)}, () => random.oneOf(EXTREMES));

/**
 * Settings with some values changed, dropped, or of other names.
 * @param {Random} random @param {Record<string, unknown>} settings sound ones @param {import('../../www/protocol/messages.js').Field[]} fields
 */
export function mutatedSettings(random, settings, fields) {
    const mutated = {...settings};
    for (let change = random.below(4); change >= 0; change--) {
        const {name, min, max, choices} = /** @type {any} */ (random.oneOf(fields));
        const sound = [min, max, (min ?? 0) + 1, ...(choices ?? []).map((/** @type {any} */ choice) => choice.value ?? choice)];
        const kind = random.below(12);
        if (kind === 0) delete mutated[name];
        else if (kind === 1) mutated[String(random.oneOf(WORDS))] = 1;
        else mutated[name] = random.onceIn(2) ? random.oneOf(sound) : anyValue(random);
    }
    return mutated;
}

/** Bytes with some of them changed, left out or added, where their header is more often than elsewhere. @param {Random} random @param {Uint8Array} bytes */
export function mutatedBytes(random, bytes) {
    let mutated = bytes.slice();
    for (let change = random.below(4); change >= 0; change--) {
        const at = random.below(random.onceIn(2) ? Math.min(mutated.length, 64) : mutated.length);
        const kind = random.below(6);
        if (kind === 0) mutated = mutated.slice(0, at);
        else if (kind === 1) mutated = joined(mutated.subarray(0, at), random.bytes(9), mutated.subarray(at));
        else if (kind === 2) mutated = joined(mutated.subarray(0, at), mutated.subarray(at + 1 + random.below(40)));
        else if (kind === 3) mutated.fill(random.oneOf([0, 255]), at, at + 1 + random.below(8));
        else if (mutated.length > 0) mutated[at] = random.onceIn(2) ? random.below(256) : mutated[at] ^ (1 << random.below(8));
    }
    return mutated;
}

/** A saved run with a digit, a word or a sign of its header changed: the JSON stays, its meaning does not. @param {Random} random @param {Uint8Array} bytes */
export function mutatedHeader(random, bytes) {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    const values = [...header.matchAll(/-?\d+(\.\d+)?(e-?\d+)?|true|false|null|(?<=\\")[a-z-]+(?=\\")/g)];
    const value = random.oneOf(values);
    const other = String(random.oneOf([0, -1, 7, 65_536, 1e300, 'null', 'true', '[]', '{}', 'none', random.oneOf(values)[0]]));
    const text = new TextEncoder().encode(header.slice(0, value.index) + other + header.slice(value.index + value[0].length));
    const size = new Uint8Array(8);
    new DataView(size.buffer).setBigUint64(0, BigInt(text.length), true);
    return joined(size, text, bytes.subarray(8 + length));
}

/** @param {Uint8Array[]} parts */
function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        whole.set(part, at);
        at += part.length;
    }
    return whole;
}
