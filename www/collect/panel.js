// The panel "Make your own data": a tab for each door, and the way to the preview. What was collected stays in it while it is
// closed, and comes back after a reload. Loaded with its first opening. Main thread.

import {element} from '../ui/dom.js';
import {createLazyModule} from '../ui/lazy-module.js';
import {loadStyle} from '../ui/style-sheet.js';
import {createTabs} from '../ui/tabs.js';
import {button} from '../ui/widgets.js';
import {lackInWords} from './enough.js';
import {createKeptExamples} from './kept-examples.js';
import {DOORS} from './registry.js';
import {createSureButton} from './sure-button.js';

const STORED = 'What you make stays in this browser. It comes back after a reload, and goes when you remove it or close this tab. Nothing is sent anywhere.';
const PAUSE = 500; // ms without a change, after which it is kept

/**
 * @param {object} parts
 * @param {HTMLElement} parts.host
 * @param {(files: import('./registry.js').OpenedFile[]) => void} parts.onUse
 * @param {() => void} parts.onClose it was closed without using anything
 */
export async function createPanel({host, onUse, onClose}) {
    const [kept] = await Promise.all([createKeptExamples(), loadStyle('styles/collect.css')]);
    const frame = createFrame({
        question: () => `Remove all ${wholeOf(collected())}?`,
        clear: () => door()?.clear(), close: () => close(onClose), use: () => close(() => onUse(door()?.files() ?? [])),
    });
    const doors = DOORS.map(([label, load]) => createLazyDoor({label, load: () => loadDoor(label, load), onLoad: update}));
    let current = 0;

    const door = () => doors[current].loaded();
    const collected = () => door()?.collected() ?? {count: 0, noun: 'examples'};

    /** @param {string} label @param {typeof DOORS[number][1]} load */
    async function loadDoor(label, load) {
        const keep = createKeeper((state) => kept.write(label, state));
        const [create, before] = await Promise.all([load(), kept.read(label)]);
        const opened = create({onChange() {
            update();
            keep(() => opened.collected().count > 0 ? opened.state() : null);
        }});
        if (before !== undefined) opened.restore(before);
        return opened;
    }

    function update() {
        const made = collected();
        frame.update({whole: wholeOf(made), lack: lackInWords(made), isEmpty: made.count === 0});
        // a listener that is always there would keep the browser from going back to the page at once
        const act = doors.some((each) => each.loaded()?.collected().count) ? addEventListener : removeEventListener;
        act('beforeunload', askBeforeLeaving);
    }

    /** @param {() => void} then */
    function close(then) {
        door()?.leave?.();
        frame.node.remove();
        then();
    }

    createTabs(frame.tabs, frame.doors, doors, (index) => {
        if (index !== current) door()?.leave?.();
        current = index;
        doors[index].open();
        update();
    }, 'make');
    return {
        open() {
            host.replaceChildren(frame.node);
            frame.title.focus();
        },
    };
}

/** Writes a state once nothing has changed for a while, or when the page goes. @param {(state: unknown) => void} write */
function createKeeper(write) {
    /** @type {(() => unknown) | null} */
    let pending = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    function flush() {
        if (pending) write(pending());
        pending = null;
        removeEventListener('beforeunload', flush);
    }
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', () => document.hidden && flush());
    /** @param {() => unknown} state */
    return (state) => {
        pending = state;
        addEventListener('beforeunload', flush);
        clearTimeout(timer);
        timer = setTimeout(flush, PAUSE);
    };
}

/** @param {import('./registry.js').Collected} made */
const wholeOf = ({whole, noun}) => whole ?? noun;

/** @param {Event} event */
const askBeforeLeaving = (event) => event.preventDefault();

/** The panel without its doors. @param {{question: () => string, clear: () => void, close: () => void, use: () => void}} acts */
function createFrame(acts) {
    const title = element('h3', {id: 'make-title', tabIndex: -1}, 'Make your own data');
    const tabs = element('div', {class: 'tabs', 'aria-labelledby': 'make-title'});
    const doors = element('div', {class: 'make-doors'});
    const lack = element('span', {class: 'note', id: 'make-lack'});
    const use = element('button', {type: 'button', class: 'primary', 'data-does': 'hand-over', 'aria-describedby': 'make-lack', onclick: acts.use});
    let isEmpty = true;
    const clear = createSureButton('Remove all', () => isEmpty ? '' : acts.question(), acts.clear);
    const close = button('Close', acts.close, {class: ''});
    const node = element('section', {
        class: 'make', 'aria-labelledby': 'make-title', onkeydown: (/** @type {KeyboardEvent} */ {key}) => key === 'Escape' && acts.close(),
    }, title, tabs, doors, element('div', {class: 'make-buttons'}, use, lack, clear, close), element('p', {class: 'choice-help'}, STORED));
    return {
        node, title, tabs, doors,
        /** @param {{whole: string, lack: string, isEmpty: boolean}} state */
        update(state) {
            isEmpty = clear.disabled = state.isEmpty;
            use.textContent = `Use these ${state.whole}`;
            use.disabled = state.lack !== '';
            lack.textContent = state.lack || 'A preview comes first.';
        },
    };
}

/** A door whose file is fetched when it is first opened. @param {{label: string, load: () => Promise<import('./registry.js').Door>, onLoad: () => void}} parts */
function createLazyDoor({label, load, onLoad}) {
    const node = element('div');
    const module = createLazyModule({name: `The tab ${label}`, load, show: (message) => node.append(message), isOnDemand: true});
    return {
        label, node,
        loaded: module.loaded,
        open: () => module.use((door) => {
            node.replaceChildren(door.node);
            onLoad();
        }, 'open'),
    };
}
