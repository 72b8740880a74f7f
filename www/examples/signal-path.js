// Paths of a signal as a small line plot without axes. Main thread.

/** @typedef {{x: number, y: number, width: number, height: number}} TileBox CSS pixels */
/** @typedef {Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'lineTo' | 'closePath'>} Path */

const PAD = 3; // the line has a width, and neighbours

/**
 * The points of a sequence in a box: first to last sample from left to right, 255 at the top.
 * @param {Uint8Array} bytes
 * @param {TileBox} box
 * @returns {Float32Array} x and y by turns
 */
export function linePoints(bytes, {x, y, width, height}) {
    const points = new Float32Array(2 * bytes.length);
    const step = bytes.length > 1 ? (width - 2 * PAD) / (bytes.length - 1) : 0;
    for (let i = 0; i < bytes.length; i++) {
        points[2 * i] = x + PAD + i * step;
        points[2 * i + 1] = y + height - PAD - bytes[i] / 255 * (height - 2 * PAD);
    }
    return points;
}

/** The line at the height of 0, for a band that stands on it. @param {number} count samples @param {TileBox} box */
export const floorPoints = (count, box) => linePoints(new Uint8Array(count), box);

/** A path along some points, to be stroked. @param {Path} path @param {Float32Array} points */
export function tracePath(path, points) {
    path.beginPath();
    for (let i = 0; i < points.length; i += 2) {
        if (i === 0) path.moveTo(points[0], points[1]);
        else path.lineTo(points[i], points[i + 1]);
    }
}

/**
 * A path around what lies between two lines, to be filled.
 * @param {Path} path @param {Float32Array} one @param {Float32Array} other
 */
export function bandPath(path, one, other) {
    tracePath(path, one);
    for (let i = other.length - 2; i >= 0; i -= 2) path.lineTo(other[i], other[i + 1]);
    path.closePath();
}
