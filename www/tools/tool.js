// The scaffold of a tool: its status line and its requests to the model. Handles what all tools share: a new run, a diverged
// model, leaving the tool and a change of theme. Main thread.

import {element} from '../ui/dom.js';
import {labelled, slider} from '../ui/widgets.js';
import {createLatestRequest} from '../scheduling/latest-request.js';

/** @typedef {import('./registry.js').Tool} Tool */
/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */

/** @param {...(Node | string)} children */
export const textLine = (...children) => element('p', {class: 'tool-text'}, ...children);

/** @param {...Node} children */
export const toolbar = (...children) => element('div', {class: 'tool-buttons'}, ...children);

/** @param {...Node} children */
export const toolRow = (...children) => element('div', {class: 'tool-row'}, ...children);

/** @param {...Node} children */
export const toolColumn = (...children) => element('div', {class: 'tool-side'}, ...children);

/**
 * A slider with a word before it, and its value in words behind it.
 * @param {object} parts
 * @param {string} parts.word
 * @param {string} parts.label for screen readers
 * @param {Parameters<typeof slider>[1]} parts.range
 * @param {(value: number) => string} parts.inWords
 * @param {() => void} parts.onInput
 */
export function createValueSlider({word, label, range, inWords, onInput}) {
    const text = element('output', {class: 'tool-value'});
    const control = slider(label, range, () => {
        show();
        onInput();
    });

    function show() {
        text.textContent = inWords(control.valueAsNumber);
        control.setAttribute('aria-valuetext', text.textContent);
    }

    show();
    return {node: labelled(word, control, text), value: () => control.valueAsNumber, inWords: () => text.textContent ?? ''};
}

/** A part of a tool: what it shows of a model can be taken away, or painted again in other colours. @typedef {{clear?: () => void, recolour?: () => void}} View */

/**
 * @param {object} parts
 * @param {string} [parts.quantity] what is not finite in a diverged model
 * @param {() => void} [parts.clear] forgets what is known of the model
 */
export function createToolBase({quantity = 'outputs', clear = () => undefined} = {}) {
    const status = element('p', {class: 'tool-text', role: 'status'});
    /** @type {{forget: () => void}[]} */
    const requests = [];
    /** @type {View[]} */
    const views = [];
    /** @type {CreatedEvent | null} */
    let run = null;

    const forget = () => requests.forEach((one) => one.forget());

    function clearAll() {
        clear();
        for (const view of views) view.clear?.();
    }

    /** @param {string} text */
    function say(text) {
        if (status.textContent !== text) status.textContent = text;
    }

    /**
     * Creates a latest-only request. No answer is shown after another run has begun, or the tool was left.
     * @template Q, A
     * @param {(content: Q) => Promise<A | null>} query
     * @param {object} then
     * @param {(answer: A) => ArrayLike<number>} then.numbers finite unless the model has diverged
     * @param {(answer: A, content: Q, run: CreatedEvent) => void} then.show
     * @param {import('../scheduling/latest-request.js').Pace | null} [then.pace]
     */
    function request(query, {numbers, show, pace = null}) {
        const newest = createLatestRequest(query, (answer, content) => {
            if (!run || !answer) return;
            if (Array.from(numbers(answer)).every(Number.isFinite)) return show(answer, content, run);
            say(`The model has diverged: its ${quantity} are no longer finite. Reset it, or go back as the message above says.`);
            clearAll();
        }, pace);
        requests.push(newest);
        return newest;
    }

    /**
     * The tool itself. Its `begin` is called after the requests of the last run are forgotten and its views are clear.
     * @param {object} own
     * @param {string} own.label
     * @param {string} own.help
     * @param {Tool['terms']} [own.terms]
     * @param {Node[]} own.nodes
     * @param {View[]} [own.views]
     * @param {(created: CreatedEvent, isOtherData: boolean) => void} own.begin
     * @param {(run: CreatedEvent) => void} own.update not called before the first run
     * @param {() => void} [own.leave]
     * @param {Tool['compare']} [own.compare]
     * @returns {Tool}
     */
    function tool({label, help, terms, nodes, views: shown = [], begin, update, leave, compare}) {
        views.push(...shown);
        return {
            label, help, terms, compare,
            node: element('div', {}, ...nodes),
            begin(created) {
                const isOtherData = !run || dataOf(run) !== dataOf(created);
                forget();
                run = created;
                clearAll();
                begin(created, isOtherData);
            },
            update: () => run && update(run),
            leave() {
                forget();
                leave?.();
            },
            recolour: () => views.forEach((view) => view.recolour?.()),
        };
    }

    return {status, say, run: () => run, request, tool};
}

/** Equal for runs with the same validation examples. @param {CreatedEvent} run */
function dataOf({points, description: {dataset: {source, fingerprint, width, height, channels}}}) {
    return [source, fingerprint, width, height, channels, points.length].join(' ');
}
