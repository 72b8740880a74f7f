// Measurements in the context of their data: what the metrics alone do not say. Pure.

/** @typedef {import('../scheduling/metrics-schedule.js').Measured} Measured */
/** @typedef {Pick<import('../protocol/messages.js').CreatedEvent, 'points' | 'description'>} Context */

/** True if all validation examples are the same. @param {Context} created */
function isUniform({points, description: {dataset: {width, height, channels}}}) {
    const size = width * height * channels;
    return points.every((value, at) => value === points[at % size]);
}

/**
 * Metrics of these data. Of examples that are all the same, none has neighbours, so there is no trustworthiness.
 * @param {Measured} measured @param {Context} created
 * @returns {Measured}
 */
export function inContext({split, step, metrics}, created) {
    return {split, step, metrics: {...metrics, ...isUniform(created) && {trustworthiness: null}}};
}
