// Scales of a latent coordinate on the plot: linear, or by the quantiles of a standard normal prior. Pure.

import {cdf} from '../math/normal.js';

/** @typedef {import('../scatter/geometry.js').Interval} Interval */

/** The whole quantile axis with a margin. */
export const QUANTILES = {min: -0.02, max: 1.02};

/** @param {number} value */
export const linear = (value) => value;

/** The part of an interval that quantiles can have. @param {Interval} interval @returns {Interval} */
export const withinQuantiles = ({min, max}) => ({min: Math.min(0.999, Math.max(0, min)), max: Math.max(0.001, Math.min(1, max))});

/** Ticks at round values of the prior. @type {import('../scatter/axes.js').Ticks} */
export const quantileTicks = ({min, max}) => [-2, -1, -0.5, 0, 0.5, 1, 2].map((value) => ({at: cdf(value), label: String(value)})).filter(({at}) => at > min && at < max);
