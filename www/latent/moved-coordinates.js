// Coordinates of a code that the user has moved, by the axes of a basis. Pure.

import {coordinateOf, moveAlong} from './basis.js';

/** @typedef {import('./basis.js').Basis} Basis */

export function createMovedCoordinates() {
    /** @type {Map<number, number>} by axis */
    const moved = new Map();
    return {
        /** @param {number} axis @param {number} value */
        set: (axis, value) => void moved.set(axis, value),
        /** @param {number} axis */
        has: (axis) => moved.has(axis),
        isEmpty: () => moved.size === 0,
        clear: () => moved.clear(),
        /** The coordinate on an axis: the moved one, or that of the code. @param {Basis} basis @param {Float32Array} code @param {number} axis */
        coordinate: (basis, code, axis) => moved.get(axis) ?? coordinateOf(basis, code, axis),
        /** The code with its coordinates moved. @param {Basis} basis @param {Float32Array} code */
        applied(basis, code) {
            if (moved.size === 0) return code;
            const next = code.slice();
            for (const [axis, value] of moved) moveAlong(basis, next, axis, value - coordinateOf(basis, next, axis));
            return next;
        },
    };
}
