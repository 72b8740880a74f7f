// The door "Ratings": each person rates twelve things, and becomes a row of a table. Main thread.

import {element} from '../ui/dom.js';
import {button} from '../ui/widgets.js';
import {HIGHEST, THINGS, headerOf, ratingsCsv} from './ratings-table.js';

/** @typedef {import('./ratings-table.js').Ratings} Ratings */

const HELP = `Rate each thing from 1 (not at all) to ${HIGHEST} (very much); “?” means not known. Other things can be typed in. Do not write down who rated.`;

/** @param {import('./registry.js').DoorParts} parts @returns {import('./registry.js').Door} */
export function createRatings({onChange}) {
    const things = THINGS.map((name, at) => createThing(name, at, show));
    const said = element('p', {class: 'note', role: 'status'});
    const next = button('Next person', add, {class: 'primary'});
    const table = element('table', {class: 'make-ratings'});
    /** @type {Ratings[]} */
    let people = [];

    const names = () => things.map(({name}) => name());

    function add() {
        const ratings = things.map(({rating}) => rating());
        if (ratings.every((rating) => rating === null)) return void (said.textContent = 'Rate one thing at least.');
        people = [...people, ratings];
        for (const thing of things) thing.clear();
        said.textContent = `Person ${people.length} is in the table.`;
        things[0].focus();
        show();
    }

    /** @param {number} at */
    function remove(at) {
        people = people.filter((_, i) => i !== at);
        said.textContent = `Person ${at + 1} is removed.`;
        next.focus();
        show();
    }

    function show() {
        table.hidden = people.length === 0;
        const cell = (/** @type {number | null} */ rating) => element('td', {}, rating === null ? '' : String(rating));
        table.replaceChildren(
            element('thead', {}, element('tr', {}, ...['Person', ...headerOf(names()), ''].map((name) => element('th', {scope: 'col'}, name)))),
            element('tbody', {}, ...people.map((ratings, at) => element('tr', {}, element('th', {scope: 'row'}, String(at + 1)), ...ratings.map(cell),
                element('td', {}, button('×', () => remove(at), {'aria-label': `Remove person ${at + 1}`}))))));
        onChange();
    }

    show();
    return {
        node: element('div', {class: 'make-rate'}, element('p', {class: 'choice-help'}, HELP),
            element('div', {class: 'make-things'}, ...things.map(({node}) => node)),
            element('div', {class: 'tool-buttons'}, next, said),
            element('div', {class: 'table-host', tabIndex: 0, role: 'region', 'aria-label': 'Ratings so far'}, table)),
        collected: () => ({count: people.length, noun: 'people', whole: 'ratings'}),
        files: () => [new File([ratingsCsv(names(), people)], 'ratings.csv', {type: 'text/csv'})],
        state: () => ({names: names(), people}),
        restore(state) {
            ({people} = state);
            things.forEach((thing, at) => thing.call(state.names[at]));
            show();
        },
        clear() {
            people = [];
            said.textContent = '';
            show();
        },
    };
}

/** A thing to rate: its name, and a choice of its rating. @param {string} name @param {number} at @param {() => void} onRename */
function createThing(name, at, onRename) {
    const input = element('input', {value: name, maxLength: 40, 'aria-label': `Name of thing ${at + 1}`, autocomplete: 'off', oninput: rename});
    const options = [null, ...Array.from({length: HIGHEST}, (_, i) => i + 1)].map((rating) => ({
        rating, box: element('input', {type: 'radio', name: `make-thing-${at}`, checked: rating === null, 'aria-label': rating === null ? 'not known' : String(rating)}),
    }));
    const choice = element('div', {class: 'segments', role: 'radiogroup'},
        ...options.map(({rating, box}) => element('label', {class: 'segment'}, box, element('span', {}, rating === null ? '?' : String(rating)))));

    function rename() {
        choice.setAttribute('aria-label', input.value.trim() || `Thing ${at + 1}`);
        onRename();
    }

    choice.setAttribute('aria-label', name);
    return {
        node: element('div', {class: 'make-thing'}, input, choice),
        name: () => input.value,
        /** @param {string} next */
        call(next) {
            input.value = next;
            choice.setAttribute('aria-label', next.trim() || `Thing ${at + 1}`);
        },
        /** @returns {number | null} */
        rating: () => options.find(({box}) => box.checked)?.rating ?? null,
        clear: () => void (options[0].box.checked = true),
        focus: () => options[0].box.focus(),
    };
}
