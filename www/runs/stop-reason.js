// How a run has come to its end, in words. Pure.

import {integer, significant} from '../ui/format.js';

/**
 * Why a run has finished: it has done its epochs; the validation loss is at or below the target; or so many
 * looks at the validation images found no gain, and the run went back to its best step.
 * @typedef {(
 *     {kind: 'epochs', epochs: number} |
 *     {kind: 'target', target: number, loss: number} |
 *     {kind: 'patience', looks: number, loss: number}
 * )} Finished
 */

/**
 * @param {Finished} finished
 * @param {number} step where the run stands now
 */
export function endInWords(finished, step) {
    switch (finished.kind) {
    case 'epochs':
        return `Finished: ${counted(finished.epochs, 'epoch')}`;
    case 'target':
        return `Finished: validation loss ${significant(finished.loss)}, the target was ${significant(finished.target)}`;
    case 'patience':
        return `Finished: no gain in ${counted(finished.looks, 'look')}; best weights of step ${integer(step)} kept`;
    }
}

/** @param {number} count @param {string} noun */
const counted = (count, noun) => `${integer(count)} ${noun}${count === 1 ? '' : 's'}`;
