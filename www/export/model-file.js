// Saving and opening a model with its training state, here, in another tab, or on the command line. An unusable file is reported,
// and the run continues. Main thread.

import {element} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {button} from '../ui/widgets.js';
import {download, savedInWords} from './download.js';
import {fileName} from './file-name.js';
import {notesOf, withNotes} from './model-notes.js';
import {isText, readRunFile} from './run-file.js';

/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @typedef {object} ModelParts
 * @property {import('../protocol/queries.js').RunQuery} query
 * @property {(bytes: Uint8Array) => Promise<import('../protocol/messages.js').InspectedEvent>} inspect
 * @property {(config: Config, bytes: Uint8Array, devices: import('../runs/device-stretches.js').DeviceStretch[]) => void} open
 * @property {(hash: string) => void} visit takes the settings of an address
 * @property {import('../runs/run-store.js').RunStore} runStore
 * @property {() => boolean} hasFile whether the user's own data are open
 * @property {() => import('../runs/run-recorder.js').CurrentRun | null} now
 */

/** @param {ReturnType<typeof import('./card.js').createExportCard>} card @param {ModelParts} parts */
export function createModelFile({add, say}, {query, inspect, open, visit, runStore, hasFile, now}) {
    const picker = element('input', {type: 'file', accept: '.safetensors,.json', hidden: true, 'aria-label': 'A saved model', onchange: picked});

    async function save() {
        const run = now();
        try {
            const answer = run && await query({kind: 'model'});
            if (!run || !answer || !('bytes' in answer)) return say('There is no model yet: wait until it has been built.');
            const name = fileName(run, 'model.safetensors');
            download(name, withNotes(answer.bytes, {devices: run.devices, repeatable: run.config.repeatable === 'yes' ? 'yes' : 'no'}));
            say(`${savedInWords(name)} It holds weights, settings and optimizer state. "Open a model or run" and the command line continue from it; other programs can read its weights.`);
        } catch (thrown) {
            say(`The model was not saved. ${inWords(thrown)}`);
        }
    }

    async function picked() {
        const [file] = picker.files ?? [];
        picker.value = ''; // so that the same file can be opened again
        if (!file) return;
        try {
            const bytes = new Uint8Array(await file.arrayBuffer());
            if (isText(bytes)) return say(openRun(file.name, new TextDecoder().decode(bytes)));
            const {config, dataset, step} = await inspect(bytes);
            if (config.dataset === 'file' && !hasFile()) {
                return say(`${file.name} was trained on your own file ${dataset}. Open that file first, under "Data set", and then the model again.`);
            }
            const {devices, repeatable} = notesOf(bytes);
            open({...config, repeatable}, bytes, devices);
            say(`${file.name}: trained for ${integer(step)} steps on ${dataset}. Press Start to continue from there.`);
        } catch (thrown) {
            say(`${file.name} was not opened, and nothing has changed. ${inWords(thrown)}`);
        }
    }

    /** @param {string} name @param {string} text @returns {string} */
    function openRun(name, text) {
        const {hash, step, record} = readRunFile(text, {name, now: Date.now(), taken: runStore.runs().map((run) => run.name)});
        visit(hash);
        if (record) runStore.put(record);
        const curves = record ? ` Its curves are under Compare, as “${record.name}”.` : '';
        return `${name}: the settings are those of this run of ${integer(step)} steps.${curves} It holds no weights: press Start, or "Restart with changes", to train again.`;
    }

    /** @param {unknown} thrown */
    function inWords(thrown) {
        const {message = String(thrown), remedy = ''} = /** @type {{message?: string, remedy?: string}} */ (thrown);
        return `${message} ${remedy}`.trim();
    }

    add('Model', [button('Save the model', save), button('Open a model or run…', () => picker.click()), picker]);
}
