// The tools, each a tab. The visible one is kept up to date, and each is fetched when it is first opened. A new tool is a
// folder and a line here. Main thread.

import {byId, element} from '../ui/dom.js';
import {whenVisible} from '../ui/lazy-module.js';
import {loadStyle} from '../ui/style-sheet.js';
import {createLazy} from './lazy-tool.js';
import {createTabs} from '../ui/tabs.js';

/**
 * @typedef {object} Tool
 * @property {string} label
 * @property {string} help explanation for a student
 * @property {[name: string, meaning: string][]} [terms] explanations of its values
 * @property {HTMLElement} node
 * @property {(created: import('../protocol/messages.js').CreatedEvent) => void} begin takes a new run
 * @property {() => void} update the model has changed, or the tool was opened
 * @property {() => void} leave another tool was opened
 * @property {() => void} recolour
 * @property {(news: import('../client/pca-client.js').PcaNews) => void} [compare] what the run is compared with, or how far that is
 */

/**
 * @typedef {object} ToolParts
 * @property {import('../protocol/queries.js').RunQuery} query
 * @property {(code: Float32Array | null) => void} mark shows a code in the latent space
 * @property {() => number} selected validation example; -1 for none
 * @property {(changes: import('../protocol/messages.js').Config) => Promise<string>} train starts a new run with these settings changed; resolves to the reason why the core refuses them, else to nothing
 * @property {(config: import('../protocol/messages.js').Config, dataset: import('../protocol/answers.js').DatasetInfo) => Promise<import('../protocol/answers.js').ClassAccuracies | null>} baselineProbes linear probes of pixels and principal components; null where there are none
 * @property {() => Uint8Array | null} drawing the newest drawing as an example
 * @property {(example: Uint8Array | null) => void} drew takes another drawing; null for none
 * @property {() => number} step of the newest snapshot
 * @property {import('../runs/snapshot-replay.js').SnapshotReplay} replay of earlier snapshots
 * @property {import('../runs/run-store.js').RunStore} runStore the kept runs
 * @property {import('../runs/run-recorder.js').RunRecorder} recorder of the run that trains
 * @property {(overlay: import('../loss/run-overlay.js').Overlay | null) => void} overlay draws several runs in the loss chart; null for the one that trains
 */

/**
 * Tools in the order of their tabs, each with the function that loads its maker.
 * @type {[label: string, load: () => Promise<(parts: ToolParts) => Tool>][]}
 */
const TOOLS = [
    ['Draw', async () => (await import('./draw/draw.js')).createDraw],
    ['Interpolate', async () => (await import('./interpolate/interpolate.js')).createInterpolate],
    ['Generate', async () => (await import('./generate/generate.js')).createGenerate],
    ['Repair', async () => (await import('./repair/repair.js')).createRepair],
    ['Anomalies', async () => (await import('./anomalies/anomalies.js')).createAnomalies],
    ['Compress', async () => (await import('./compress/compress.js')).createCompress],
    ['Features', async () => (await import('./features/features.js')).createFeatures],
    ['Weights', async () => (await import('./weights/weights.js')).createWeights],
    ['Compare', styled(async () => (await import('./compare/compare.js')).createCompare)],
    ['Replay', styled(async () => (await import('./replay/replay.js')).createReplay)],
];

/** Loads the style sheet of Compare and Replay first. @template T @param {() => Promise<T>} load */
function styled(load) {
    return async () => {
        await loadStyle('styles/history.css');
        return load();
    };
}

/** @param {Omit<ToolParts, 'drawing' | 'drew'>} given */
export function createTools(given) {
    /** @type {Uint8Array | null} */
    let drawing = null;
    const parts = {...given, drawing: () => drawing, drew: (/** @type {Uint8Array | null} */ example) => void (drawing = example)};
    const [help, terms] = [byId('tool-help'), byId('tool-terms')];
    let current = 0;
    let isAwake = false; // the tools are visible, or the model learns
    function explain() {
        const tool = tools[current];
        help.textContent = tool.help;
        terms.replaceChildren(...(tool.terms ?? []).flatMap(([name, meaning]) => [element('dt', {}, name), element('dd', {}, meaning)]));
        terms.hidden = terms.childElementCount === 0;
    }
    // the first tab is open at once, and may be fetched in idle time
    const tools = TOOLS.map(([label, load], i) => createLazy({label, load: async () => (await load())(parts), onLoad: explain, isOnDemand: i > 0}));
    createTabs(byId('tool-tabs'), byId('tool-panels'), tools, (index) => {
        if (index !== current) {
            tools[current].leave();
            isAwake = true;
        }
        current = index;
        explain();
        update();
    });
    whenVisible(byId('tool-tabs'), () => {
        isAwake = true;
        update();
    });

    function update() {
        if (isAwake) tools[current].update();
    }

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            for (const tool of tools) tool.begin(created);
        },
        update() {
            isAwake ||= given.step() > 0;
            update();
        },
        /** @param {import('../client/pca-client.js').PcaNews} news */
        compare(news) {
            for (const tool of tools) tool.compare?.(news);
        },
        recolour() {
            for (const tool of tools) tool.recolour();
        },
    };
}
