// Small buttons, selections and sliders, each in one expression. Main thread.

import {element} from './dom.js';

/** @param {string} text @param {() => void} onclick @param {Record<string, any>} [props] */
export const button = (text, onclick, props = {}) => element('button', {type: 'button', class: 'small', onclick, ...props}, text);

/**
 * @param {string} label for screen readers
 * @param {Record<string, string>} options texts by value
 * @param {() => void} [onchange]
 */
export const select = (label, options, onchange = () => undefined) => element('select', {'aria-label': label, onchange},
    ...Object.entries(options).map(([value, text]) => element('option', {value}, text)));

/**
 * @param {string} label for screen readers
 * @param {Record<'min' | 'max', number> & {step?: number, value?: number}} range
 * @param {() => void} oninput
 */
export function slider(label, {min, max, step = 1, value = min}, oninput) {
    return element('input', {type: 'range', min: String(min), max: String(max), step: String(step), value: String(value), 'aria-label': label, oninput});
}

/** A control with a word before it. @param {string} text @param {...HTMLElement} controls */
export const labelled = (text, ...controls) => element('label', {class: 'switch'}, `${text} `, ...controls);
