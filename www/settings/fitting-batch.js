// Batch size that fits a small data set of the user. Pure.

/** Batches of an epoch at least, where the batch size is made to fit. */
const LEAST_BATCHES = 2;

/**
 * The batch size that is asked for, where there are as many training examples. Else the largest power of two that gives an epoch
 * two batches.
 * @param {number} batchSize @param {number} examples trained on
 */
export const fittingBatch = (batchSize, examples) => batchSize <= examples ? batchSize : 2 ** Math.floor(Math.log2(Math.max(1, examples / LEAST_BATCHES)));

/** @param {number} batchSize that was made to fit @param {number} examples trained on */
export const fittingInWords = (batchSize, examples) => `The batch size is now ${batchSize}, as there are ${examples} examples to train on.`;
