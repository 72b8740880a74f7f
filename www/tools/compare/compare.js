// The tool "Compare": this run and earlier ones over each other in the loss chart, by what they differ, and
// what was measured of them. Main thread.

import {element} from '../../ui/dom.js';
import {formatHash} from '../../settings/url-hash.js';
import {differencesInWords} from '../../runs/settings-diff.js';
import {LEAST_STEPS} from '../../runs/run-recorder.js';
import {CURVES, whyApart} from '../../runs/run-record.js';
import {MOST_PINNED, MOST_RUNS} from '../../runs/run-store.js';
import {SCHEMA} from '../../settings/schema.js';
import {CURRENT_RUN, STYLES, createOverlay} from '../../loss/run-overlay.js';
import {COMPARED_TERMS, createCompareTable} from './table.js';
import {createSlots, letterOf} from './slots.js';

/** @typedef {import('../../runs/run-record.js').RunRecord} RunRecord */
/** @typedef {import('../../runs/run-record.js').CurveName} CurveName */

/** So many are drawn until somebody chooses. */
const AT_FIRST = 3;
const NOTHING = `Nothing to compare yet. A run is kept once it has trained for ${LEAST_STEPS} steps: train one, change a setting, restart, and the two stand here side by side.`;
const PROBLEMS = {
    full: 'This browser has no more room for runs: those of this page stay until it is closed. Remove some to keep others.',
    forbidden: 'This browser keeps nothing for this page, as in a private window: these runs stay until it is closed.',
};

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createCompare({runStore, recorder, overlay}) {
    const slots = createSlots(STYLES.length);
    const table = createCompareTable({tick, pin: runStore.pin, remove, use, rename: runStore.rename});
    const curve = element('select', {onchange: draw, 'aria-label': 'Curve'},
        ...Object.entries(CURVES).map(([value, label]) => element('option', {value}, label)));
    const differences = element('p', {class: 'tool-words compare-words', role: 'status'});
    const notes = element('p', {class: 'hint'});
    const done = element('p', {class: 'tool-words', role: 'status'});
    let isOpen = false;
    let isChosen = false; // by the user
    let before = ''; // this run, when it was last looked at

    /** This run, and those that are kept beside it. */
    function all() {
        const now = recorder.current();
        return {now, others: runStore.runs().filter(({id}) => id !== now?.id)};
    }

    function draw() {
        if (!isOpen) return;
        const {now, others} = all();
        const name = /** @type {CurveName} */ (curve.value);
        const apart = new Map(others.map((run) => [run.id, now ? whyApart(SCHEMA, run, now, name) : '']));
        choose(others.filter(({id}) => apart.get(id) === ''), others);
        const drawn = others.filter(({id}) => slots.of(id) >= 0 && apart.get(id) === '').sort((a, b) => slots.of(a.id) - slots.of(b.id));
        overlay(drawn.length > 0 ? overlayOf(now, drawn, name) : null);
        table.show(rowsOf(now, others, apart));
        const lettered = drawn.map(({id, config}) => ({letter: letterOf(slots.of(id)), config}));
        differences.textContent = others.length > 0 ? inWords(now, lettered) : NOTHING;
        const isOdd = others.some(({id}) => slots.of(id) >= 0 && apart.get(id) !== '');
        notes.textContent = notesOf(runStore.trouble(), isOdd, name);
    }

    /** Until somebody ticks a run, the newest are drawn. @param {RunRecord[]} fitting @param {RunRecord[]} others */
    function choose(fitting, others) {
        slots.keepOnly(others.map(({id}) => id));
        if (isChosen) return;
        const newest = fitting.slice(0, AT_FIRST).map(({id}) => id);
        slots.keepOnly(newest);
        for (const id of newest) slots.take(id);
    }

    /** @param {RunRecord | null} now @param {RunRecord[]} drawn @param {CurveName} name @returns {import('../../loss/run-overlay.js').Overlay} */
    function overlayOf(now, drawn, name) {
        const own = now && now.curves[name].steps.length > 0 ? [{...CURRENT_RUN, name: now.name, points: now.curves[name]}] : [];
        const lines = drawn.map((run) => {
            const slot = slots.of(run.id);
            return {...STYLES[slot], letter: letterOf(slot), name: run.name, points: run.curves[name]};
        });
        return createOverlay({title: CURVES[name], hasOtherUnit: name === 'squared', lines: [...own, ...lines]});
    }

    /** @param {RunRecord | null} now @param {RunRecord[]} others @param {Map<string, string>} apart @returns {import('./table.js').Row[]} */
    function rowsOf(now, others, apart) {
        const canPin = runStore.canPin();
        const first = now && runStore.get(now.id) ? [{
            run: now, isNow: true, letter: CURRENT_RUN.letter, style: CURRENT_RUN, ticked: true, canTick: false, canPin, why: now.end,
        }] : [];
        return [...first, ...others.map((run) => {
            const slot = slots.of(run.id);
            const why = apart.get(run.id) ?? '';
            const isDrawn = slot >= 0 && why === '';
            return {
                run, isNow: false, canPin, ticked: slot >= 0,
                letter: isDrawn ? letterOf(slot) : '',
                style: isDrawn ? STYLES[slot] : null,
                canTick: slot >= 0 || (why === '' && !slots.isFull()),
                why: why ? `not drawn: ${why}` : run.end,
            };
        })];
    }

    /** @param {string} id @param {boolean} on */
    function tick(id, on) {
        isChosen = true;
        if (on) slots.take(id);
        else slots.free(id);
        draw();
    }

    /** @param {string} id */
    function remove(id) {
        const run = runStore.get(id);
        if (!run) return;
        const undo = element('button', {type: 'button', class: 'small', onclick: () => {
            runStore.put(run);
            done.replaceChildren();
        }}, 'Undo');
        runStore.remove(id);
        done.replaceChildren(`Removed “${run.name}”. `, undo);
        undo.focus();
    }

    /** @param {string} id */
    function use(id) {
        const run = runStore.get(id);
        if (!run) return;
        // as if its address had been opened; an empty hash would scroll to the top
        location.hash = formatHash(SCHEMA, run.config) || `#v=${SCHEMA.version}`;
        done.replaceChildren(`The settings are those of “${run.name}” now. Press “Restart with changes”, or Start, to train with them.`);
    }

    runStore.subscribe(draw);
    return {
        label: 'Compare',
        help: 'Change one thing at a time, and see what it does: earlier runs stay here, and their curves can be drawn beside the one that trains. A lower validation loss means better copies of what was never trained on.',
        terms: COMPARED_TERMS,
        node: element('div', {},
            element('div', {class: 'tool-buttons'}, element('label', {class: 'switch'}, 'curve ', curve)),
            differences, table.node, done, notes),
        begin() {
            const now = recorder.current()?.id ?? '';
            // the one that has just been replaced is what the next is compared with
            if (isChosen && before && runStore.get(before)) slots.take(before);
            before = now;
            draw();
        },
        update() {
            isOpen = true;
            before = recorder.current()?.id ?? '';
            draw();
        },
        leave() {
            isOpen = false;
            overlay(null);
        },
        recolour() {},
    };
}

/** @param {RunRecord | null} now @param {import('../../runs/settings-diff.js').Lettered[]} drawn */
function inWords(now, drawn) {
    if (drawn.length === 0) return 'Tick runs to draw them in the loss chart.';
    return `What differs: ${differencesInWords(SCHEMA, now ? [{letter: '', config: now.config}, ...drawn] : drawn)}`;
}

/** @param {{problem: string, gone: string}} news @param {boolean} isOdd whether a run that is ticked has no place here @param {CurveName} name */
function notesOf({problem, gone}, isOdd, name) {
    return [
        isOdd && name !== 'squared' ? 'Losses of other kinds have no place on the same axis: squared error is measured for all of them.' : '',
        name === 'squared' ? 'Squared error is measured after each epoch, whatever the loss.' : '',
        PROBLEMS[/** @type {keyof typeof PROBLEMS} */ (problem)] ?? '',
        `${MOST_RUNS} runs are kept, ${MOST_PINNED} of them pinned at most; then the oldest that is not pinned goes${gone ? `, last “${gone}”` : ''}.`,
    ].filter(Boolean).join(' ');
}
