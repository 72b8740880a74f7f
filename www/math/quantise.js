// Latent codes in a few bits: uniform quantisation over the range of each latent dimension, its error, and the bits
// that entropy coding leaves. Pure.

/** @typedef {{low: number, high: number}} Range of a latent */
/** @typedef {Float32Array | Float64Array} Codes `latent` numbers each, one code after another */

/** The least and the greatest value of each latent; 0 and 0 without codes. @param {Codes} codes @param {number} latent @returns {Range[]} */
export function rangesOf(codes, latent) {
    const ranges = Array.from({length: latent}, () => ({low: Infinity, high: -Infinity}));
    for (let i = 0; i < codes.length; i++) {
        const range = ranges[i % latent];
        if (codes[i] < range.low) range.low = codes[i];
        if (codes[i] > range.high) range.high = codes[i];
    }
    return codes.length >= latent ? ranges : ranges.map(() => ({low: 0, high: 0}));
}

/**
 * The number of the level next to a value, of 2^bits levels from end to end of the range. A value outside takes the
 * end; a range of one point has one level.
 * @param {number} value @param {Range} range @param {number} bits 1 to 32
 */
export function symbolOf(value, {low, high}, bits) {
    if (!(high > low)) return 0;
    const last = 2 ** bits - 1;
    return Math.min(last, Math.max(0, Math.round((value - low) / (high - low) * last)));
}

/** @param {number} symbol @param {Range} range @param {number} bits */
export const valueOf = (symbol, {low, high}, bits) => low + symbol / (2 ** bits - 1) * (high - low);

/** Codes as they come back from so many bits a latent. @param {Codes} codes @param {Range[]} ranges @param {number} bits */
export function quantised(codes, ranges, bits) {
    return Float32Array.from(codes, (value, i) => {
        const range = ranges[i % ranges.length];
        return valueOf(symbolOf(value, range, bits), range, bits);
    });
}

/** The mean over codes of the squared distance that quantisation moves them. @param {Codes} codes @param {Range[]} ranges @param {number} bits */
export function quantisationError(codes, ranges, bits) {
    let sum = 0;
    for (let i = 0; i < codes.length; i++) {
        const range = ranges[i % ranges.length];
        sum += (valueOf(symbolOf(codes[i], range, bits), range, bits) - codes[i]) ** 2;
    }
    return codes.length > 0 ? sum * ranges.length / codes.length : 0;
}

/** The entropy of symbols in bits, from their frequencies (C. E. Shannon, 1948). @param {Float64Array} symbols are sorted */
export function entropyOf(symbols) {
    symbols.sort();
    let entropy = 0;
    for (let start = 0; start < symbols.length;) {
        let end = start + 1;
        while (end < symbols.length && symbols[end] === symbols[start]) end++;
        const share = (end - start) / symbols.length;
        entropy -= share * Math.log2(share);
        start = end;
    }
    return Math.max(0, entropy);
}

/** Bits of a code when each latent is coded by its own frequencies: the sum of their entropies. @param {Codes} codes @param {Range[]} ranges @param {number} bits */
export function codedBits(codes, ranges, bits) {
    const latent = ranges.length;
    const symbols = new Float64Array(Math.floor(codes.length / latent));
    return ranges.reduce((sum, range, k) => {
        for (let i = 0; i < symbols.length; i++) symbols[i] = symbolOf(codes[i * latent + k], range, bits);
        return sum + entropyOf(symbols);
    }, 0);
}
