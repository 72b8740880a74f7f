// Orthonormal bases of the latent space: latent dimensions, or any other directions. The plot shows two axes of a basis.
// Pure.

/** The largest number of principal axes. */
export const MOST_AXES = 18;

/**
 * @typedef {object} Basis
 * @property {Float32Array} centre the code whose coordinates are all 0
 * @property {Float32Array[] | null} directions of length 1; null for the latent dimensions
 * @property {number} count of the axes
 * @property {string} prefix of their names
 */

/** The basis of the latent dimensions. @param {number} latent @returns {Basis} */
export const identityBasis = (latent) => ({centre: new Float32Array(latent), directions: null, count: latent, prefix: 'z'});

/** "z3", or "PC 3". @param {Basis} basis @param {number} axis */
export const nameOf = ({prefix}, axis) => `${prefix}${axis + 1}`;

/** A code's coordinate on an axis. @param {Basis} basis @param {Float32Array} codes @param {number} axis @param {number} [at] index of its first value */
export function coordinateOf({centre, directions}, codes, axis, at = 0) {
    if (!directions) return codes[at + axis];
    const direction = directions[axis];
    let sum = 0;
    for (let k = 0; k < direction.length; k++) sum += (codes[at + k] - centre[k]) * direction[k];
    return sum;
}

/** The coordinate of every code. @param {Basis} basis @param {Float32Array} codes @param {number} axis */
export function coordinatesOf(basis, codes, axis) {
    const latent = basis.centre.length;
    return Float32Array.from({length: Math.floor(codes.length / latent)}, (_, i) => coordinateOf(basis, codes, axis, i * latent));
}

/** The direction of an axis. @param {Basis} basis @param {number} axis */
export function directionOf({centre, directions}, axis) {
    if (directions) return directions[axis];
    const unit = new Float32Array(centre.length);
    if (axis < unit.length) unit[axis] = 1; // no direction beyond the last dimension
    return unit;
}

/** Moves a code along an axis, in place. @param {Basis} basis @param {Float32Array} code @param {number} axis @param {number} by */
export function moveAlong({directions}, code, axis, by) {
    if (!directions) code[axis] += by;
    else directions[axis].forEach((value, k) => { code[k] += by * value; });
}

/**
 * The plane of two axes through a code: its other coordinates stay as they are.
 * @param {Basis} basis @param {[number, number]} axes @param {Float32Array} code
 * @returns {{origin: Float32Array, directions: [Float32Array, Float32Array]}}
 */
export function planeThrough(basis, axes, code) {
    const origin = code.slice();
    for (const axis of axes) {
        if (axis < basis.count) moveAlong(basis, origin, axis, -coordinateOf(basis, code, axis));
    }
    return {origin, directions: [directionOf(basis, axes[0]), directionOf(basis, axes[1])]};
}
