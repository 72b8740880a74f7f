// Standard normal distribution: cumulative distribution function, quantiles and samples. Pure.

const LEAST = 1e-6; // shares closer to 0 or 1 stand for this one

/** Cumulative distribution function, by the series of G. Marsaglia (2004). @param {number} x */
export function cdf(x) {
    if (x < -8) return 0;
    if (x > 8) return 1;
    let sum = x;
    let term = x;
    for (let i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
        term *= x * x / i;
        sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
}

/** Quantile of a share, by Newton's method with limited steps. @param {number} share */
export function quantile(share) {
    const target = Math.min(1 - LEAST, Math.max(LEAST, share));
    let x = 0;
    for (let i = 0; i < 60; i++) {
        const density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
        const step = (cdf(x) - target) / density;
        x -= Math.max(-0.5, Math.min(0.5, step));
        if (Math.abs(step) < 1e-10) break;
    }
    return x;
}

/** Two independent samples, by Box and Muller. @param {() => number} random from 0 to 1 */
export function drawTwo(random) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
