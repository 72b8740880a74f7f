// Colours as eyes see them: simulated colour blindness, the difference between two colours, their contrast. Pure.

/** @typedef {[number, number, number]} Rgb 0 to 255 */
/** @typedef {[number, number, number]} Three */

/**
 * Complete dichromacy, on linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, *A physiologically-based
 * model for simulation of color vision deficiency*, 2009, severity 1.0.
 * @type {Record<string, [Three, Three, Three]>}
 */
const DEFICIENCIES = {
    protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
};

export const VISIONS = ['normal', ...Object.keys(DEFICIENCIES)];

/** "#3f90da" @param {string} text @returns {Rgb} */
export function rgbOf(text) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
    return [r, g, b];
}

/** @param {number} value 0 to 255 */
const linear = (value) => value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;

/** @param {Rgb} colour @returns {Three} linear, 0 to 1 */
const linearOf = ([r, g, b]) => [linear(r), linear(g), linear(b)];

/** @param {Three} row @param {Three} column */
const dot = (row, column) => row[0] * column[0] + row[1] * column[1] + row[2] * column[2];

/** Colour as seen with a colour vision deficiency, in CIE L*a*b* (D65). @param {Rgb} colour @param {string} vision @returns {Three} */
export function seenAs(colour, vision) {
    const [r, g, b] = DEFICIENCIES[vision] ?? [[1, 0, 0], [0, 1, 0], [0, 0, 1]];
    const light = linearOf(colour);
    /** @param {Three} row */
    const channel = (row) => Math.min(1, Math.max(0, dot(row, light)));
    return labOf([channel(r), channel(g), channel(b)]);
}

/** @param {Three} light linear RGB @returns {Three} */
function labOf(light) {
    /** @param {number} share */
    const root = (share) => share > 216 / 24389 ? Math.cbrt(share) : (24389 / 27 * share + 16) / 116;
    const x = root(dot([0.4124564, 0.3575761, 0.1804375], light) / 0.95047);
    const y = root(dot([0.2126729, 0.7151522, 0.0721750], light));
    const z = root(dot([0.0193339, 0.1191920, 0.9503041], light) / 1.08883);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** WCAG 2.2: from 1 to 21. @param {Rgb} one @param {Rgb} other */
export function contrast(one, other) {
    const [dark, bright] = [one, other].map((colour) => dot([0.2126, 0.7152, 0.0722], linearOf(colour)) + 0.05).toSorted((a, b) => a - b);
    return bright / dark;
}

/** @param {number} degrees */
const radians = (degrees) => degrees * Math.PI / 180;

/** @param {number} a @param {number} b in degrees, 0 to 360; 0 for grey */
const hueOf = (a, b) => a === 0 && b === 0 ? 0 : (Math.atan2(b, a) * 180 / Math.PI + 360) % 360;

/**
 * CIEDE2000: G. Sharma, W. Wu and E. N. Dalal, *The CIEDE2000 color-difference formula*, 2005.
 * @param {Three} one L*a*b* @param {Three} other
 */
export function difference([l1, a1, b1], [l2, a2, b2]) {
    const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
    const stretch = 1 + 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
    const [c1, c2] = [Math.hypot(stretch * a1, b1), Math.hypot(stretch * a2, b2)];
    const [h1, h2] = [hueOf(stretch * a1, b1), hueOf(stretch * a2, b2)];
    const isGrey = c1 * c2 === 0;
    const turn = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
    const chroma = (c1 + c2) / 2;
    const hue = isGrey ? h1 + h2 : meanHue(h1, h2);
    const light = ((l1 + l2) / 2 - 50) ** 2;
    const weight = 1 - 0.17 * Math.cos(radians(hue - 30)) + 0.24 * Math.cos(radians(2 * hue))
        + 0.32 * Math.cos(radians(3 * hue + 6)) - 0.20 * Math.cos(radians(4 * hue - 63));
    const dl = (l2 - l1) / (1 + 0.015 * light / Math.sqrt(20 + light));
    const dc = (c2 - c1) / (1 + 0.045 * chroma);
    const dh = 2 * Math.sqrt(c1 * c2) * Math.sin(radians(turn / 2)) / (1 + 0.015 * chroma * weight);
    const twist = -2 * Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)) * Math.sin(radians(60 * Math.exp(-(((hue - 275) / 25) ** 2))));
    return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + twist * dc * dh);
}

/** @param {number} h1 @param {number} h2 in degrees */
function meanHue(h1, h2) {
    if (Math.abs(h1 - h2) <= 180) return (h1 + h2) / 2;
    return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}
