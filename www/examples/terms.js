// Terms for the examples of a data set: picture, signal or word; pixel, sample or letter. Pure.

import {kindOf} from './kinds.js';

const PICTURE = kindOf({kind: 'image'}).terms;

/** Label of an example whose class is not known. */
export const UNKNOWN = 255;

/** Classes with colours of their own; further ones have the same colours with other symbols. */
export const COLOURS = 10;

/** Data sets whose classes are digits. */
const DIGITS = ['mnist-sample', 'mnist', 'digits', 'strokes'];

/** True if the classes are digits. @param {{source: string}} dataset */
export const isDigits = ({source}) => DIGITS.includes(source);

/** @typedef {Pick<import('../protocol/answers.js').DatasetInfo, 'kind'>} DatasetKind */

/** @param {DatasetKind} dataset */
export const termsOf = (dataset) => kindOf(dataset).terms;

/**
 * The term for a class: "digit 3" for digits, "class 3" for other numbers, else its name; "unknown" where nobody knows it.
 * @param {Pick<import('../protocol/answers.js').DatasetInfo, 'source' | 'classes'>} dataset @param {number} label
 */
export function classTerm({source, classes}, label) {
    if (label === UNKNOWN) return 'unknown';
    const name = classes[label] ?? String(label);
    if (!/^\d+$/.test(name)) return name;
    return `${isDigits({source}) ? 'digit' : 'class'} ${name}`;
}

/**
 * A point of a run: "validation image 12 (index 4711 in the file)", or "goldfish, validation row 3".
 * @param {Pick<import('../protocol/messages.js').CreatedEvent, 'pointNames' | 'pointPlaces'> & {description: {dataset: DatasetKind & {source: string}}}} run @param {number} index
 */
export function exampleName({pointNames, pointPlaces, description: {dataset}}, index) {
    const name = pointNames[index];
    const place = dataset.source === 'file' ? ` (index ${pointPlaces[index]} in the file)` : '';
    return `${name ? `${name}, ` : ''}validation ${termsOf(dataset).short} ${index + 1}${place}`;
}

/** The property of the style sheet with the colour of a class. @param {number} label */
export const classToken = (label) => label === UNKNOWN ? '--class-unknown' : `--class-${label % COLOURS}`;

/** Adapts a unit of the core, "nats per picture", to the data set. @param {string} unit @param {DatasetKind} dataset */
export function unitTerm(unit, dataset) {
    const {one, value} = termsOf(dataset);
    return unit.replaceAll(PICTURE.one, one).replaceAll(PICTURE.value, value);
}
