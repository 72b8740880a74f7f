// What the examples of a data set are called, so that a signal is not spoken of as a picture. Pure.

const WORDS = {
    image: {one: 'picture', short: 'image', value: 'pixel', range: 'black to white'},
    sequence: {one: 'signal', short: 'signal', value: 'sample', range: 'lowest to highest'},
};

/** Data sets whose classes are digits; of somebody's own files nothing is known but numbers. */
const DIGITS = ['digits', 'strokes'];

/** @typedef {Pick<import('../protocol/messages.js').DatasetInfo, 'kind'>} Kind */

/** @param {Kind} dataset */
export const wordsOf = ({kind}) => WORDS[kind];

/**
 * A class as people say it: "digit 3" of digits, "class 3" where it is only a number, else its name.
 * @param {Pick<import('../protocol/messages.js').DatasetInfo, 'source' | 'classes'>} dataset @param {number} label
 */
export function classInWords({source, classes}, label) {
    const name = classes[label] ?? String(label);
    if (!/^\d+$/.test(name)) return name;
    return `${DIGITS.includes(source) ? 'digit' : 'class'} ${name}`;
}

/** A unit that the core gives for pictures: "nats per picture". @param {string} unit @param {Kind} dataset */
export function unitInWords(unit, dataset) {
    const {one, value} = wordsOf(dataset);
    return unit.replaceAll(WORDS.image.one, one).replaceAll(WORDS.image.value, value);
}
