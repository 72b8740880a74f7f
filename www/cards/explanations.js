// "What am I looking at?": what each view shows and what to look for, for a student who has never trained a
// network. One text a view, told of pictures or of signals. Main thread.

import {wordsOf} from '../examples/terms.js';

/** @typedef {ReturnType<typeof wordsOf>} Words */

/** @type {Record<string, (words: Words) => string>} by `data-about` of index.html */
export const ABOUT = {
    network: ({one}) => `Each bar is a layer: the ${one} goes in on the left, its copy comes out on the right. The orange bar at the neck is the code, and all that the copy can be made from. Look how few numbers are left there, and how many parameters, the weights that training changes, work on both sides of it.`,
    layers: ({one}) => `A row for each layer, in the order in which a ${one} passes through them: how many numbers go in and come out, what is done to each sum (the activation), and how many weights training can change (the parameters). Look for the layer that has most of them.`,
    loss: ({one}) => `How bad the copies are after each step of training: lower is better. Look for a curve that falls fast at first and then flattens; where validation, measured on ${one}s that are never trained on, rises while training still falls, the network is learning by heart. The dashed line is PCA, the best that a straight map to as many numbers can do: below it, the network makes use of its bends.`,
    scatter: ({one}) => `Each dot is a ${one} that is never trained on, at the place that its code gives it; behind the dots stands what the decoder draws for each place. Look for dots of one class that come together, and for what lies on the way from one group to the next. The colours and names are for you: the network finds its places without them.`,
    metrics: ({one}) => `How good copies and codes are, measured on ${one}s that are never trained on, at the end of an epoch: when every training ${one} has been seen once more. Look at the squared error for the copies, and at "Neighbours agree" for the codes: how often the codes around a ${one} tell its class.`,
    export: ({one}) => `The run as files to keep: its numbers as tables, its charts, its ${one}s and their copies, and a report of one page to hand in or to print. Look at a curve or at the codes in your own way: any spreadsheet opens the CSV files. Nothing is sent anywhere: each file goes from this tab to your disk.`,
    recon: ({one, value, range}) => `On top ${one}s that are never trained on, below them the copies that the network makes, and how far each ${value} is off, ${range} being 1. At first every copy is the same average of all. Look which differences it learns to copy next, and what stays in the row of errors: that did not fit through the code.`,
};

/** Fills every text in; `say` tells it anew for another data set. */
export function createAbout() {
    /** @param {Pick<import('../protocol/messages.js').DatasetInfo, 'kind'>} dataset */
    function say(dataset) {
        for (const place of document.querySelectorAll('[data-about]')) {
            place.textContent = ABOUT[/** @type {HTMLElement} */ (place).dataset.about ?? ''](wordsOf(dataset));
        }
    }
    say({kind: 'image'});
    return {say};
}
