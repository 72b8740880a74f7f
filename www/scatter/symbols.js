// Symbols of classes: shapes of the same area, so that colour is not the only cue. Pure.

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
 * The outline of a dot as an SVG path, which `Path2D` takes too.
 * @param {number} label of the class @param {number} x @param {number} y @param {number} radius of the circle that has its area
 */
export function symbolPath(label, x, y, radius) {
    const corners = SHAPES[SHAPE_OF[label % SHAPE_OF.length]];
    if (corners.length > 0) return `M${corners.map(([dx, dy]) => `${rounded(x + radius * dx)},${rounded(y + radius * dy)}`).join('L')}Z`;
    const [r, wide] = [rounded(radius), rounded(2 * radius)];
    return `M${rounded(x - radius)},${rounded(y)}a${r},${r} 0 1 0 ${wide},0a${r},${r} 0 1 0 ${-wide},0Z`;
}
