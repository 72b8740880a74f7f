// What the examples of a data set are called, so that a signal is not spoken of as a picture. Pure.

const WORDS = {
    image: {one: 'picture', short: 'image', value: 'pixel', range: 'black to white'},
    sequence: {one: 'signal', short: 'signal', value: 'sample', range: 'lowest to highest'},
};

/** @typedef {Pick<import('./protocol.js').DatasetInfo, 'kind'>} Kind */

/** @param {Kind} dataset */
export const wordsOf = ({kind}) => WORDS[kind];

/** A unit that the core gives for pictures: "nats per picture". @param {string} unit @param {Kind} dataset */
export function unitInWords(unit, dataset) {
    const {one, value} = wordsOf(dataset);
    return unit.replaceAll(WORDS.image.one, one).replaceAll(WORDS.image.value, value);
}
