// Reason why a run has finished, in words. Pure.

import {integer, significant} from '../ui/format.js';

/** @typedef {import('../protocol/answers.js').StopReason} StopReason */

/**
 * @param {StopReason} finished
 * @param {number} step where the run stands now
 */
export function endInWords(finished, step) {
    switch (finished.kind) {
    case 'epochs':
        return `Finished: ${counted(finished.epochs, 'epoch')}`;
    case 'target':
        return `Finished: validation loss ${significant(finished.loss)}, the target was ${significant(finished.target)}`;
    case 'patience':
        return `Finished: no gain in ${counted(finished.validations, 'validation')}; best weights of step ${integer(step)} kept`;
    }
}

/** @param {number} count @param {string} noun */
const counted = (count, noun) => `${integer(count)} ${noun}${count === 1 ? '' : 's'}`;
