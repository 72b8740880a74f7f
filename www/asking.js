// What the model can be asked as it is now, and who answers. A new question is a line here, and a method of
// the lab. Runs in the worker.

/**
 * @typedef {(
 *     {kind: 'decode', codes: Float32Array} |
 *     {kind: 'reconstruct', pictures: Uint8Array}
 * )} Question
 *
 * decode       which pictures have these codes, of `latent` numbers each?
 * reconstruct  what does the model make of these pictures?
 */

/** @typedef {{pictures: Uint8Array}} Decoded one picture after another, in bytes */
/** @typedef {import('./pkg.js').Reconstructed} Reconstructed */
/** @typedef {Decoded | Reconstructed} Answer */

/** @param {import('./pkg.js').Lab} lab @param {Question} question @returns {Promise<Answer>} */
export async function answer(lab, question) {
    switch (question.kind) {
    case 'decode':
        return {pictures: await lab.decode(question.codes)};
    case 'reconstruct':
        return lab.reconstruct(question.pictures);
    }
}
