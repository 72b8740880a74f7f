// The discrete Fourier transform of a power of two of numbers: J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of
// complex Fourier series", Mathematics of Computation 19(90), 1965. Pure.

/** Cosines of the turns of half a circle, by the number of turns: those of one transform serve the next. @type {Map<number, Float64Array>} */
const cosines = new Map();

/** @param {number} half */
function cosinesOf(half) {
    const known = cosines.get(half) ?? Float64Array.from({length: half}, (_, k) => Math.cos(Math.PI * k / half));
    cosines.set(half, known);
    return known;
}

/**
 * Transforms real and imaginary parts in place, without a factor.
 * @param {Float64Array} re @param {Float64Array} im @param {{isInverse?: boolean}} [options]
 */
export function transform(re, im, {isInverse = false} = {}) {
    const count = re.length;
    const whole = count / 2;
    const table = cosinesOf(whole);
    swapBits(re, im);
    for (let half = 1; half < count; half *= 2) {
        const stride = whole / half;
        for (let k = 0; k < half; k++) {
            const turn = k * stride;
            const cos = table[turn];
            // sin x = cos (π/2 − x)
            const sine = whole > 1 ? table[Math.abs(whole / 2 - turn)] : 0;
            const sin = isInverse ? sine : -sine;
            for (let at = k; at < count; at += 2 * half) {
                const other = at + half;
                const real = re[other] * cos - im[other] * sin;
                const imaginary = re[other] * sin + im[other] * cos;
                re[other] = re[at] - real;
                im[other] = im[at] - imaginary;
                re[at] += real;
                im[at] += imaginary;
            }
        }
    }
}

/** Sorts by the bits of the place, read backwards. @param {Float64Array} re @param {Float64Array} im */
function swapBits(re, im) {
    for (let at = 0, other = 0; at < re.length; at++) {
        if (at < other) {
            swap(re, at, other);
            swap(im, at, other);
        }
        let bit = re.length >> 1;
        for (; bit > 0 && other & bit; bit >>= 1) other ^= bit;
        other |= bit;
    }
}

/** @param {Float64Array} values @param {number} at @param {number} other */
function swap(values, at, other) {
    const kept = values[at];
    values[at] = values[other];
    values[other] = kept;
}
