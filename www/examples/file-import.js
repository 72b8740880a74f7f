// Import of the user's own data: by a file picker, or dropped on the page. Keeps them packed, for workers that open later. Main thread.

import {droppedFiles} from './dropped-files.js';

/** @typedef {import('./dropped-files.js').OpenedFile} OpenedFile */

/**
 * @param {object} parts
 * @param {HTMLElement} parts.button opens the picker
 * @param {HTMLInputElement} parts.picker
 * @param {HTMLElement} parts.dropHint shown while files are dragged over the page
 * @param {(files: {name: string, bytes: ArrayBuffer}[]) => Promise<import('../protocol/messages.js').ImportedEvent>} parts.importFiles
 * @param {(packed: Uint8Array) => Promise<import('../protocol/messages.js').LoadedEvent>} parts.load takes them to the workers that train
 * @param {(note: string, dataset: import('../protocol/answers.js').DatasetInfo) => void} parts.onLoaded
 * @param {(error: import('../protocol/messages.js').ErrorEvent) => void} parts.onError
 */
export function createFileImport({button, picker, dropHint, importFiles, load, onLoaded, onError}) {
    /** @type {Blob | null} packed data, which the browser may keep on the disk */
    let kept = null;
    let opened = 0;
    /** @type {import('../protocol/answers.js').DatasetInfo | null} */
    let about = null;
    /** @type {Promise<boolean> | null} */
    let reading = null;

    /** @param {OpenedFile[]} files */
    async function open(files) {
        if (files.length === 0) return;
        const odd = files.find(({name}) => /\.(json|safetensors)$/i.test(name));
        if (odd) return onError(noData(odd.name));
        const mine = reading = read(files);
        await mine;
        if (reading === mine) reading = null;
    }

    /** @param {OpenedFile[]} files @returns {Promise<boolean>} whether they could be read */
    async function read(files) {
        try {
            const {packed, note} = await importFiles(await readAll(files));
            const copy = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (packed)]);
            const {dataset} = await load(packed);
            kept = copy;
            opened += 1;
            about = dataset;
            onLoaded(note, dataset);
            return true;
        } catch (thrown) {
            onError(/** @type {import('../protocol/messages.js').ErrorEvent} */ (thrown));
            return false;
        }
    }

    button.addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => {
        open([...picker.files ?? []]);
        picker.value = ''; // so that the same file can be opened again
    });
    listenForDrops(dropHint, open, (reason) => onError(unreadable(reason)));

    return {
        isOpen: () => kept !== null,
        /** The reading that goes on, and whether it succeeds; null for none. */
        reading: () => reading,
        /** Counts openings, so that a change means other images. */
        opened: () => opened,
        /** The packed data for another worker; null where nothing is open. */
        read: async () => kept && new Uint8Array(await kept.arrayBuffer()),
        pick: () => picker.click(),
        open,
        /** Fingerprint of what is open; 0 where nothing is. */
        fingerprint: () => about?.fingerprint ?? 0,
        /** Number of examples to train on; infinite where nothing is open. */
        examples: () => about?.train ?? Infinity,
        /** Bytes of the packed data. */
        size: () => kept?.size ?? 0,
    };
}

/** @typedef {ReturnType<typeof createFileImport>} FileImport */

/** @param {HTMLElement} hint @param {(files: OpenedFile[]) => void} open @param {(reason: unknown) => void} onFailure */
function listenForDrops(hint, open, onFailure) {
    let depth = 0; // dragenter and dragleave come for every element on the way
    /** @param {DragEvent} event */
    const hasFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;
    addEventListener('dragenter', (event) => {
        if (!hasFiles(event)) return;
        depth += 1;
        hint.hidden = false;
    });
    addEventListener('dragleave', (event) => {
        if (!hasFiles(event)) return;
        depth = Math.max(0, depth - 1);
        hint.hidden = depth === 0;
    });
    addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
    addEventListener('drop', (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth = 0;
        hint.hidden = true;
        droppedFiles(event.dataTransfer).then(open, onFailure);
    });
}

/** @param {OpenedFile[]} files */
async function readAll(files) {
    try {
        return await Promise.all(files.map(async (file) => ({name: file.name, bytes: await file.arrayBuffer()})));
    } catch (reason) {
        throw unreadable(reason);
    }
}

/** @param {unknown} reason @returns {import('../protocol/messages.js').ErrorEvent} */
const unreadable = (reason) => ({
    type: 'error', code: 'data', message: `The file could not be read: ${reason instanceof Error ? reason.message : String(reason)}.`,
    remedy: 'Open it again; it may have been moved or changed.',
});

/** @param {string} name @returns {import('../protocol/messages.js').ErrorEvent} */
const noData = (name) => ({
    type: 'error', code: 'data', message: `${name} is a saved run or model, and no data set.`, remedy: 'Open it with "Open a model or run…" under Export.',
});
