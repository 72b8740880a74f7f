// Checks for a collapsed latent code, with a remedy. Pure.

import {variancesOf} from '../math/variance.js';

/** A latent dimension is active if its variance is larger (Burda et al. 2016, arXiv:1509.00519). */
const IN_USE = 0.01;
/** The smallest variance, as a share of the largest square, that is more than rounding of 32-bit numbers. */
const ROUNDING = 1e-9;
/** Brightest value of examples below which they look black. */
const DARK = 128;
/** Earlier steps say nothing about the trained code. */
const EARLY = 200;

/** The number of active latent dimensions. @param {Float32Array} codes `latent` values a point @param {number} latent */
export const activeUnits = (codes, latent) => variancesOf(codes, latent).filter((variance) => variance > IN_USE).length;

/**
 * Tests if all examples have the same code, up to rounding. A plain code has no scale of its own: small values are no
 * sign of a collapse.
 * @param {Float32Array} codes @param {number} latent
 */
export function isCollapsed(codes, latent) {
    const largest = codes.reduce((most, value) => Math.max(most, value ** 2), 0);
    return Math.max(...variancesOf(codes, latent)) <= ROUNDING * largest;
}

/**
 * The reason in the examples, if there is one, why a code collapses: they are all the same, or nearly black.
 * @param {Pick<import('../protocol/messages.js').CreatedEvent, 'points' | 'description'>} event
 */
export function doubtOf({points, description: {dataset: {width, height, channels}}}) {
    const size = width * height * channels;
    if (points.every((value, at) => value === points[at % size])) return 'The examples are all the same, so there is nothing to learn.';
    const brightest = points.reduce((most, value) => Math.max(most, value), 0);
    return brightest < DARK ? `The examples are nearly black: their brightest value is ${brightest} of 255. Multiply their values by ${Math.floor(255 / brightest)}.` : '';
}

/**
 * A message about a collapsed code with a remedy; empty for a working one.
 * @param {{step: number, codes: Float32Array, latent: number}} snapshot
 * @param {import('../protocol/messages.js').Config} config
 * @param {string} [doubt] a reason in the examples, which comes first
 */
export function diagnose({step, codes, latent}, config, doubt = '') {
    if (step < EARLY || codes.length === 0) return '';
    const active = activeUnits(codes, latent);
    if (doubt !== '' && (config.bottleneck === 'variational' ? active === 0 : isCollapsed(codes, latent))) {
        return `The code is the same for every example. ${doubt}`;
    }
    if (config.bottleneck === 'variational') return ofVariational(active, latent, config);
    return isCollapsed(codes, latent) ? `The code has collapsed: it is the same for every example. Try ${remedyOf(config)}.` : '';
}

/** @param {import('../protocol/messages.js').Config} config */
function remedyOf({activation, sparsity, architecture}) {
    if (architecture === 'dictionary' || sparsity === 'l1') return 'a smaller sparsity weight, or a new seed';
    return `a new seed, a smaller learning rate${activation === 'relu' ? ' or another activation than ReLU' : ''}`;
}

/** @param {number} active @param {number} latent @param {import('../protocol/messages.js').Config} config */
function ofVariational(active, latent, {reduction}) {
    if (active === 0) {
        const sum = reduction === 'mean' ? 'Set Reduction to Sum, as a VAE needs it; ' : 'Try ';
        return 'Posterior collapse: the code does not depend on the example, so every reconstruction is the average example. '
            + `${sum}a smaller β (KL weight), a KL warm-up, or some free nats.`;
    }
    if (active === latent) return '';
    const inactive = latent - active;
    return `${active} of ${latent} latent dimensions ${active === 1 ? 'is' : 'are'} active: ${
        inactive === 1 ? 'the other one has' : `the other ${inactive} have`} collapsed to the prior. This is no error; a smaller β (KL weight) keeps more of them active.`;
}
