// Texts of "What am I looking at?": one for each view, for a student who has never trained a network. Main thread.

import {termsOf} from '../examples/terms.js';

/** @typedef {ReturnType<typeof termsOf>} Terms */

/** @type {Record<string, (terms: Terms) => string>} by `data-about` of index.html */
export const EXPLANATIONS = {
    network: ({one}) => `Each bar is a layer. The ${one} goes in on the left, its reconstruction comes out on the right. The orange bar is the bottleneck: it holds the latent code. Look how few numbers are left there. Parameters are the weights that training changes.`,
    layers: ({one}) => `Each row is a layer, in the order in which a ${one} passes through them. It shows inputs and outputs, the activation function and the parameters. Look for the layer with the most parameters.`,
    loss: ({one}) => `The loss is the error of the reconstructions after each step of training: lower is better. Look for a curve that falls fast at first and then flattens. Validation uses ${one}s that the network never trains on. If it rises while training falls, the network is overfitting (memorising). Where there is a dashed line of PCA, a network below it uses its non-linearity.`,
    scatter: ({one}) => `Each dot is the latent code of a validation ${one}. The latent map behind the dots shows what the decoder makes of each latent point. Look for dots of one class that form a cluster, and for the tiles between two clusters. The network never sees the classes: colours and names are for you.`,
    metrics: ({one}) => `The metrics rate reconstructions and latent codes on ${one}s that the network never trains on. They are measured after each epoch, one pass over all training examples. Look at the squared error for the reconstructions. For the codes, look at the kNN accuracy: how often the nearest codes give the class of a ${one}.`,
    export: ({one}) => `The run as files: tables of numbers, charts, ${one}s with their reconstructions, and a report of one page. Look at the losses or the codes in your own way: any spreadsheet opens the CSV files. Nothing is sent anywhere: your browser makes each file.`,
    recon: ({one, value, range}) => `The top row shows validation ${one}s, and below them are their reconstructions. The error map is the absolute error of each ${value}, where ${range} is 1. At first every reconstruction is the average of all. Look which differences appear first, and which errors stay: the bottleneck has lost them.`,
};

/** Fills in every text; `update` fills them in again for another data set. */
export function createExplanations() {
    /** @param {import('../examples/terms.js').DatasetKind} dataset */
    function update(dataset) {
        for (const node of document.querySelectorAll('[data-about]')) {
            node.textContent = EXPLANATIONS[/** @type {HTMLElement} */ (node).dataset.about ?? ''](termsOf(dataset));
        }
    }
    update({kind: 'image'});
    return {update};
}
