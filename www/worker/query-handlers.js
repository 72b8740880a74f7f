// What the model can be asked as it is now, and who answers. A new question is a line here, and a method of
// the lab. Runs in the worker.

/** @typedef {'training' | 'validation' | 'test'} Part of the examples */

/**
 * @typedef {(
 *     {kind: 'decode', codes: Float32Array} |
 *     {kind: 'reconstruct', pictures: Uint8Array} |
 *     {kind: 'posterior', pictures: Uint8Array} |
 *     {kind: 'codes', part: Part, most: number} |
 *     {kind: 'examples', part: Part, indices: Uint32Array} |
 *     {kind: 'nearest', pictures: Uint8Array} |
 *     {kind: 'scores', part: Part} |
    {kind: 'features'} |
    {kind: 'inside'} |
    {kind: 'model'}
 * )} Question
 *
 * decode       which pictures have these codes, of `latent` numbers each?
 * reconstruct  what does the model make of these pictures?
 * posterior    where may their codes lie? Of a variational model only
 * codes        which codes have the first examples of a part, at most so many?
 * examples     which examples stand at these places of a part?
 * nearest      which training example is most like each of these pictures?
 * scores       how unlike what it was trained on is each example of a part?
 * features     which classes and factors can be read off the codes?
 * inside       what do its layers hold and do?
 * model        all of it, as a safetensors file
 */

/** @typedef {{pictures: Uint8Array}} Decoded one picture after another, in bytes */
/** @typedef {import('./wasm-module.js').Reconstructed} Reconstructed */
/** @typedef {import('./wasm-module.js').Posterior} Posterior */
/** @typedef {import('./wasm-module.js').Codes} Codes */
/** @typedef {import('./wasm-module.js').Examples} Examples */
/** @typedef {import('./wasm-module.js').Nearest} Nearest */
/** @typedef {import('./wasm-module.js').Scores} Scores */
/** @typedef {import('./wasm-module.js').Features} Features */
/** @typedef {import('./wasm-module.js').Inside} Inside */
/** @typedef {{bytes: Uint8Array}} Saved */
/** @typedef {Decoded | Reconstructed | Posterior | Codes | Examples | Nearest | Scores | Features | Inside | Saved} Answer */

/** @param {import('./wasm-module.js').Lab} lab @param {Question} question @returns {Promise<Answer>} */
export async function answer(lab, question) {
    switch (question.kind) {
    case 'decode':
        return {pictures: await lab.decode(question.codes)};
    case 'reconstruct':
        return lab.reconstruct(question.pictures);
    case 'posterior':
        return lab.posterior(question.pictures);
    case 'codes':
        return lab.codes(question.part, question.most);
    case 'examples':
        return lab.examples(question.part, question.indices);
    case 'nearest':
        return lab.nearest(question.pictures);
    case 'scores':
        return lab.scores(question.part);
    case 'features':
        return lab.features();
    case 'inside':
        return lab.inside();
    case 'model':
        return {bytes: await lab.save()};
    }
}
