// Devices on which a run has trained, in order, each with the steps that had been taken before. Pure.

import {integer} from '../ui/format.js';

/** @typedef {Pick<import('../protocol/messages.js').DeviceInfo, 'name'>} Named */
/** @typedef {{from: number, name: string}} DeviceStretch `from`: steps that had been taken when it began */

/** Name of the device of steps that nobody has recorded. */
export const UNKNOWN = 'unknown device';

/**
 * The stretches of a run that goes on from a step on a device: later ones, and those without a step, are gone.
 * @param {DeviceStretch[]} stretches @param {Named} device @param {number} step
 * @returns {DeviceStretch[]}
 */
export function goingOn(stretches, {name}, step) {
    const kept = stretches.filter(({from}) => from < step);
    return kept.at(-1)?.name === name ? kept : [...kept, {from: step, name}];
}

/** Name of the device that took a step; of step 0 that of the first. @param {DeviceStretch[]} stretches @param {number} step */
export const deviceAt = (stretches, step) => (stretches.findLast(({from}) => from < step) ?? stretches[0])?.name ?? '';

/** "CPU up to step 480, then acme gpu". @param {DeviceStretch[]} stretches */
export const stretchesInWords = (stretches) => partsOf(stretches).join(', then ');

/** "CPU up to step 480": all but the present device; empty where there was no other. @param {DeviceStretch[]} stretches */
export const beforeInWords = (stretches) => partsOf(stretches).slice(0, -1).join(', then ');

/** @param {DeviceStretch[]} stretches */
const partsOf = (stretches) => stretches.map(({name}, i) => i + 1 < stretches.length ? `${name} up to step ${integer(stretches[i + 1].from)}` : name);
