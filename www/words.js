// What the examples of a data set are called, so that a signal is not spoken of as a picture. Pure.

const WORDS = {
    image: {one: 'picture', short: 'image', value: 'pixel', range: 'black to white'},
    sequence: {one: 'signal', short: 'signal', value: 'sample', range: 'lowest to highest'},
};

/** @param {Pick<import('./protocol.js').DatasetInfo, 'kind'>} dataset */
export const wordsOf = ({kind}) => WORDS[kind];
