// Paths from one latent code, or example, to another. Pure.

import {bytesOf, floatsOf} from '../../examples/buffer.js';

/**
 * The straight line, ends included.
 * @param {ArrayLike<number>} from @param {ArrayLike<number>} to @param {number} frames 2 at least
 * @returns {Float32Array[]}
 */
export function linear(from, to, frames) {
    return Array.from({length: frames}, (_, i) => mix(from, to, 1 - i / (frames - 1), i / (frames - 1)));
}

/**
 * Spherical interpolation around 0, with a radius that changes evenly from one end's to the other's. It suits codes that
 * lie around 0, whose straight connection runs where no code lies (K. Shoemake, *Animating rotation with quaternion
 * curves*, 1985; T. White, *Sampling generative networks*, 2016). The straight line where there is no angle.
 * @param {ArrayLike<number>} from @param {ArrayLike<number>} to @param {number} frames
 * @returns {Float32Array[]}
 */
export function spherical(from, to, frames) {
    const [a, b] = [lengthOf(from), lengthOf(to)];
    let dot = 0;
    for (let i = 0; i < from.length; i++) dot += from[i] * to[i];
    const angle = Math.acos(Math.min(1, Math.max(-1, dot / (a * b))));
    // NaN, where one of them is 0, is no angle either
    if (!(angle > 1e-4 && angle < Math.PI - 1e-4)) return linear(from, to, frames);
    return Array.from({length: frames}, (_, i) => {
        const t = i / (frames - 1);
        const radius = a + (b - a) * t;
        const [one, other] = [Math.sin((1 - t) * angle), Math.sin(t * angle)].map((share) => share / Math.sin(angle));
        return mix(from, to, radius * one / a, radius * other / b);
    });
}

/** The examples between two, each value by itself. @param {Uint8Array} from @param {Uint8Array} to @param {number} frames @param {import('../../examples/buffer.js').Extent} extent */
export function crossFade(from, to, frames, {kind}) {
    if (kind === 'table') return linear(floatsOf(from), floatsOf(to), frames).map(bytesOf);
    return linear(from, to, frames).map((frame) => Uint8Array.from(frame, Math.round));
}

/** @param {ArrayLike<number>} values */
function lengthOf(values) {
    return Math.hypot(...Array.from(values));
}

/** @param {ArrayLike<number>} from @param {ArrayLike<number>} to @param {number} one @param {number} other */
function mix(from, to, one, other) {
    return Float32Array.from({length: from.length}, (_, i) => from[i] * one + to[i] * other);
}
