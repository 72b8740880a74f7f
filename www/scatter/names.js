// Places of names next to dots: to the right or left of each, and none where both are taken. Pure.

import {isWithin} from './geometry.js';

const [AWAY, LINE] = [7, 13]; // pixels from a dot; height of a line

/** @typedef {{x: number, y: number, width: number}} Named a dot, and the width of its name */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

/**
 * The left end of the name of each dot; null for names that do not fit. The first come first.
 * @param {Named[]} dots @param {Box} box that holds the names
 */
export function placesOf(dots, box) {
    /** @type {Box[]} */
    const taken = [];
    return dots.map(({x, y, width}) => {
        if (!isWithin(box, x, y)) return null;
        for (const left of [x + AWAY, x - AWAY - width]) {
            const own = {left, right: left + width, top: y - LINE / 2, bottom: y + LINE / 2};
            if (own.left < box.left || own.right > box.right || taken.some((other) => overlap(own, other))) continue;
            taken.push(own);
            return left;
        }
        return null;
    });
}

/** @param {Box} one @param {Box} other */
const overlap = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
