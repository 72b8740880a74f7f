// Symbols of classes: shapes of the same area, so that colour is not the only cue. Ten classes have a colour of their own. Each
// further ten have other shapes in the same colours, from the fifty-first class on with a hole. Pure.

import {COLOURS, UNKNOWN} from '../examples/terms.js';

/** Corners of shapes whose area is that of a circle of radius 1; none for the circle itself. @type {[number, number][][]} */
const SHAPES = [
    [],
    polygon(4, Math.sqrt(Math.PI / 2), 45),
    polygon(3, 1.555, -90),
    polygon(4, Math.sqrt(Math.PI / 2), 0),
    polygon(3, 1.555, 90),
];

/** Of ten classes two share a shape: those whose colours are farthest apart, for every kind of colour vision. */
const SHAPE_OF = [0, 1, 2, 3, 4, 0, 3, 4, 1, 2];

/** Share of the radius that a hole takes. */
const HOLE = 0.55;

/** Classes with a symbol of their own: a colour and a shape, with a hole or without. */
export const SYMBOLS = 2 * COLOURS * SHAPES.length;

/** @param {number} count @param {number} radius @param {number} turn in degrees @returns {[number, number][]} */
function polygon(count, radius, turn) {
    return Array.from({length: count}, (_, i) => {
        const angle = (turn / 360 + i / count) * 2 * Math.PI;
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
}

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(2));

/**
 * The outline of a dot as an SVG path, which `Path2D` takes too. A dot of unknown class is a ring.
 * @param {number} label of the class @param {number} x @param {number} y @param {number} radius of the circle that has its area
 */
export function symbolPath(label, x, y, radius) {
    const ten = Math.floor(label / COLOURS);
    const corners = label === UNKNOWN ? SHAPES[0] : SHAPES[(SHAPE_OF[label % COLOURS] + ten) % SHAPES.length];
    const hasHole = label === UNKNOWN || Math.floor(ten / SHAPES.length) % 2 === 1;
    return outline(corners, [x, y], radius) + (hasHole ? outline([...corners].reverse(), [x, y], -HOLE * radius) : '');
}

/** An outline round a point; with a negative radius in the other direction, as that of a hole. @param {[number, number][]} corners none for a circle @param {[number, number]} centre @param {number} radius */
function outline(corners, [x, y], radius) {
    const size = Math.abs(radius);
    if (corners.length > 0) return `M${corners.map(([dx, dy]) => `${rounded(x + size * dx)},${rounded(y + size * dy)}`).join('L')}Z`;
    const [r, wide, turn] = [rounded(size), rounded(2 * size), radius < 0 ? 1 : 0];
    return `M${rounded(x - size)},${rounded(y)}a${r},${r} 0 1 ${turn} ${wide},0a${r},${r} 0 1 ${turn} ${-wide},0Z`;
}
