// Contours of normal distributions on a plane of the latent space: circles of the prior, ellipses of a posterior. Pure.

import {coordinateOf, directionOf} from './basis.js';

const CORNERS = 72;

/** @typedef {import('./basis.js').Basis} Basis */
/** @typedef {[number, number][]} Contour positions on the plane */

/** @param {(cos: number, sin: number) => [number, number]} at @returns {Contour} */
const around = (at) => Array.from({length: CORNERS}, (_, i) => at(Math.cos(2 * Math.PI * i / CORNERS), Math.sin(2 * Math.PI * i / CORNERS)));

/** The contour of the prior at a radius in standard deviations. @param {Basis} basis @param {[number, number]} axes @param {number} radius */
export function priorContour(basis, axes, radius) {
    const middle = new Float32Array(basis.centre.length);
    const [x, y] = axes.map((axis) => coordinateOf(basis, middle, axis));
    return around((cos, sin) => [x + radius * cos, y + radius * sin]);
}

/**
 * The contour of a normal distribution with a deviation for each latent dimension.
 * @param {Basis} basis @param {[number, number]} axes
 * @param {{mean: Float32Array, deviation: Float32Array}} normal
 * @param {number} radius in standard deviations
 */
export function posteriorContour(basis, axes, {mean, deviation}, radius) {
    const [x, y] = axes.map((axis) => (axis < basis.count ? coordinateOf(basis, mean, axis) : 0));
    const [across, up] = axes.map((axis) => directionOf(basis, axis));
    let [xx, xy, yy] = [0, 0, 0];
    deviation.forEach((sigma, k) => {
        xx += (sigma * across[k]) ** 2;
        xy += sigma * sigma * across[k] * up[k];
        yy += (sigma * up[k]) ** 2;
    });
    // the root of the covariance, by Cholesky
    const a = Math.sqrt(xx);
    const b = a > 0 ? xy / a : 0;
    const c = Math.sqrt(Math.max(0, yy - b * b));
    return around((cos, sin) => [x + radius * a * cos, y + radius * (b * cos + c * sin)]);
}

/** A sample of it. @param {{mean: Float32Array, deviation: Float32Array}} normal @param {Float32Array} noise of a standard normal */
export const sampleOf = ({mean, deviation}, noise) => mean.map((value, k) => value + deviation[k] * noise[k]);
