// Uncertainty of metrics that few examples were measured on. Pure.

/**
 * Standard error of a share: that of a binomial proportion after Agresti and Coull (1998), which is above 0 for shares of 0 and 1.
 * @param {number} share @param {number} count of examples
 */
export function errorOfShare(share, count) {
    const adjusted = (share * count + 2) / (count + 4);
    return Math.sqrt(adjusted * (1 - adjusted) / (count + 4));
}

/** A share in percent, with its standard error. @param {number} share @param {number} count of examples */
export const percent = (share, count) => `${(100 * share).toFixed(1)} ± ${(100 * errorOfShare(share, count)).toFixed(1)} %`;

/**
 * Standard error of an AUROC after [Hanley and McNeil 1982](https://doi.org/10.1148/radiology.143.1.7063747).
 * @param {number} auroc @param {number} normal examples @param {number} other examples
 */
export function errorOfAuroc(auroc, normal, other) {
    const edge = 1 / (2 * normal * other + 2); // of an area of 0 or 1 the formula would be certain
    const area = Math.min(Math.max(auroc, edge), 1 - edge);
    const [one, two] = [area / (2 - area), 2 * area ** 2 / (1 + area)];
    return Math.sqrt((area * (1 - area) + (other - 1) * (one - area ** 2) + (normal - 1) * (two - area ** 2)) / (normal * other));
}
