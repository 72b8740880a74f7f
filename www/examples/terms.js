// What the examples of a data set are called, so that a signal is not spoken of as a picture. Pure.

const TERMS = {
    image: {one: 'picture', short: 'image', value: 'pixel', range: 'black to white'},
    sequence: {one: 'signal', short: 'signal', value: 'sample', range: 'lowest to highest'},
};

/** Data sets whose classes are digits; of somebody's own files nothing is known but numbers. */
const DIGITS = ['digits', 'strokes'];

/** @typedef {Pick<import('../protocol/messages.js').DatasetInfo, 'kind'>} DatasetKind */

/** @param {DatasetKind} dataset */
export const termsOf = ({kind}) => TERMS[kind];

/**
 * A class as people say it: "digit 3" of digits, "class 3" where it is only a number, else its name.
 * @param {Pick<import('../protocol/messages.js').DatasetInfo, 'source' | 'classes'>} dataset @param {number} label
 */
export function classTerm({source, classes}, label) {
    const name = classes[label] ?? String(label);
    if (!/^\d+$/.test(name)) return name;
    return `${DIGITS.includes(source) ? 'digit' : 'class'} ${name}`;
}

/** A unit that the core gives for pictures: "nats per picture". @param {string} unit @param {DatasetKind} dataset */
export function unitTerm(unit, dataset) {
    const {one, value} = termsOf(dataset);
    return unit.replaceAll(TERMS.image.one, one).replaceAll(TERMS.image.value, value);
}
