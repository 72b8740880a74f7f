// Handlers of queries: each calls a method of the core. Runs in the worker.

/** @typedef {import('../protocol/queries.js').Query} Query */
/** @typedef {import('../protocol/queries.js').Answer} Answer */

/** @param {import('./wasm-module.js').Lab} lab @param {Query} query @returns {Promise<Answer>} */
export async function answerQuery(lab, query) {
    switch (query.kind) {
    case 'decode':
        return {pictures: await lab.decode(query.codes)};
    case 'reconstruct':
        return lab.reconstruct(query.examples);
    case 'corrupt':
        return lab.corrupt(query.examples, query.settings);
    case 'posterior':
        return lab.posterior(query.examples);
    case 'codes':
        return lab.codes(query.split, query.most);
    case 'encode':
        return lab.encode(query.part, query.from, query.most);
    case 'sprite':
        return lab.sprite(query.part);
    case 'axes':
        return {axes: lab.axes(query.codes, query.latent, query.most, query.previous)};
    case 'examples':
        return lab.examples(query.split, query.indices);
    case 'nearest':
        return lab.nearest(query.examples);
    case 'scores':
        return lab.scores(query.split);
    case 'features':
        return lab.features();
    case 'modelStats':
        return lab.modelStats();
    case 'model':
        return {bytes: await lab.save()};
    }
}
