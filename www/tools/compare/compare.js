// The tool "Compare": this run and earlier ones in one loss chart, their differing settings, and their metrics. Main thread.

import {element} from '../../ui/dom.js';
import {button, labelled, select} from '../../ui/widgets.js';
import {formatHash} from '../../settings/url-hash.js';
import {CURVES} from '../../runs/run-record.js';
import {PAGE_SCHEMA as SCHEMA} from '../../settings/page-schema.js';
import {STYLES} from '../../loss/run-overlay.js';
import {toolbar} from '../tool.js';
import {comparisonOf, differencesOf, drawable, notesOn, overlayOf, rowsOf} from './comparison.js';
import {createSlots} from './slots.js';
import {COMPARED_TERMS, createCompareTable} from './table.js';

/** Number of runs that are drawn until the user chooses. */
const AT_FIRST = 3;
const HELP = 'Change one thing at a time, and see what it does. Earlier runs stay here, and their curves can be drawn with the curve of the present run. A lower validation loss means better reconstructions of examples that were never trained on.';

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createCompare({runStore, recorder, overlay}) {
    const slots = createSlots(STYLES.length);
    const done = element('p', {class: 'tool-text', role: 'status'});
    const table = createCompareTable({tick, pin: runStore.pin, rename: runStore.rename, ...createRowActions(runStore, done)});
    const curve = select('Curve', CURVES, draw);
    const differences = element('p', {class: 'tool-text compare-text', role: 'status'});
    const notes = element('p', {class: 'hint'});
    let isOpen = false;
    let isChosen = false; // by the user
    let before = ''; // id of this run at the last update

    function draw() {
        if (!isOpen) return;
        const now = recorder.current();
        const others = runStore.runs().filter(({id}) => id !== now?.id);
        const comparison = comparisonOf(now, others, /** @type {import('../../runs/run-record.js').CurveName} */ (curve.value));
        slots.keepOnly(others.map(({id}) => id));
        if (!isChosen) drawNewest(drawable(comparison).slice(0, AT_FIRST).map(({id}) => id));
        overlay(overlayOf(comparison, slots));
        table.show(rowsOf(comparison, slots, {canPin: runStore.canPin(), isKept: Boolean(now && runStore.get(now.id))}));
        differences.textContent = differencesOf(comparison, slots);
        notes.textContent = notesOn(comparison, slots, runStore.trouble());
    }

    /** @param {string[]} ids */
    function drawNewest(ids) {
        slots.keepOnly(ids);
        for (const id of ids) slots.take(id);
    }

    /** @param {string} id @param {boolean} on */
    function tick(id, on) {
        isChosen = true;
        if (on) slots.take(id);
        else slots.free(id);
        draw();
    }

    runStore.subscribe(draw);
    return {
        label: 'Compare', help: HELP, terms: COMPARED_TERMS,
        node: element('div', {}, toolbar(labelled('curve', curve)), differences, table.node, done, notes),
        begin() {
            const now = recorder.current()?.id ?? '';
            // the run that has just been replaced is compared with the next one
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

/** @param {import('../registry.js').ToolParts['runStore']} runStore @param {HTMLElement} done says what was done */
function createRowActions(runStore, done) {
    return {
        /** @param {string} id */
        remove(id) {
            const run = runStore.get(id);
            if (!run) return;
            const undo = button('Undo', () => {
                runStore.put(run);
                done.replaceChildren();
            });
            runStore.remove(id);
            done.replaceChildren(`Removed “${run.name}”. `, undo);
            undo.focus();
        },
        /** @param {string} id */
        use(id) {
            const run = runStore.get(id);
            if (!run) return;
            // as if its address had been opened; an empty hash would scroll to the top
            location.hash = formatHash(SCHEMA, run.config);
            done.replaceChildren(`The settings are those of “${run.name}” now. Press “Restart with changes”, or Start, to train with them.`);
        },
    };
}
