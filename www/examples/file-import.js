// Import of the user's own data: by a file picker, or dropped on the page. A preview stands between opening and using. Keeps them packed,
// for workers that open later. Main thread.

import {droppedFiles} from './dropped-files.js';
import {createFilePreview} from './file-preview.js';
import {whenReachable} from '../ui/lazy-module.js';

/** Names of packed sounds, and of archives, which may hold some. */
const MAY_BE_SOUND = /\.(mp3|m4a|aac|og[ag]|opus|flac|web[am]|mp4|zip)$/i;

/** @typedef {import('./dropped-files.js').OpenedFile} OpenedFile */
/** @typedef {import('../protocol/messages.js').ImportedEvent} Imported */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {Pick<typeof import('../client/import-client.js'), 'importFiles' | 'packedSounds'>} Reader */

/**
 * @param {object} parts
 * @param {HTMLElement} parts.button opens the picker
 * @param {HTMLInputElement} parts.picker
 * @param {HTMLElement} parts.dropHint shown while files are dragged over the page
 * @param {HTMLElement} parts.preview host of the preview
 * @param {() => Promise<Reader>} parts.reader loaded with the first files
 * @param {(packed: Uint8Array) => Promise<import('../protocol/messages.js').LoadedEvent>} parts.load takes them to the workers that train
 * @param {(note: string, dataset: import('../protocol/answers.js').DatasetInfo) => void} parts.onLoaded
 * @param {(error: ErrorEvent) => void} parts.onError
 */
export function createFileImport({button, picker, dropHint, preview, reader, load, onLoaded, onError}) {
    /** @type {Blob | null} packed data, which the browser may keep on the disk */
    let kept = null;
    let opened = 0;
    /** @type {import('../protocol/answers.js').DatasetInfo | null} */
    let about = null;
    /** @type {Promise<boolean> | null} */
    let taking = null;
    const show = createFilePreview({host: preview, onUse: (imported) => void take(async () => imported), onCancel: () => button.focus(), onError});

    /**
     * Shows a preview of files; data that this page has packed before are taken at once.
     * @param {OpenedFile[]} files @param {{isKept?: boolean}} [options]
     */
    async function open(files, {isKept = false} = {}) {
        if (files.length === 0) return;
        const odd = files.find(({name}) => /\.(json|safetensors)$/i.test(name));
        if (odd) return onError(noData(odd.name));
        /** @type {Promise<{files: OpenedFile[], decoded: OpenedFile[]}> | null} */
        let heard = null;
        const read = async (/** @type {object} */ reading = {}) => {
            const [all, {importFiles}] = await Promise.all([heard ??= decodedSounds(files, reader), reader()]);
            return importFiles({files: await readAll(all.files), decoded: await readAll(all.decoded)}, reading);
        };
        return isKept ? take(read) : show(read);
    }

    /** @param {() => Promise<Imported>} read */
    async function take(read) {
        const mine = taking = use(read);
        await mine;
        if (taking === mine) taking = null;
    }

    /** Makes files the data. @param {() => Promise<Imported>} read @returns {Promise<boolean>} whether that succeeded */
    async function use(read) {
        try {
            const {packed, note} = await read();
            const copy = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (packed)]);
            const {dataset} = await load(packed);
            kept = copy;
            opened += 1;
            about = dataset;
            onLoaded(note, dataset);
            return true;
        } catch (thrown) {
            onError(/** @type {ErrorEvent} */ (thrown));
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
        /** The taking of data that goes on, and whether it succeeds; null for none. */
        taking: () => taking,
        /** Counts openings, so that a change means other images. */
        opened: () => opened,
        /** The packed data for another worker; null where nothing is open. */
        read: async () => kept && new Uint8Array(await kept.arrayBuffer()),
        pick: () => picker.click(),
        open,
        /** Fingerprint of what is open; 0 where nothing is. */
        fingerprint: () => about?.fingerprint ?? 0,
        /** Description of what is open; null where nothing is. */
        about: () => about,
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

/** Files with sounds that a browser can decode as WAV; those in archives apart. @param {OpenedFile[]} files @param {() => Promise<Reader>} reader */
async function decodedSounds(files, reader) {
    if (!files.some(({name}) => MAY_BE_SOUND.test(name))) return {files, decoded: []};
    const {withDecodedSounds} = await whenReachable(() => import('./sound-files.js'));
    return withDecodedSounds(files, async (archives) => (await reader()).packedSounds(await readAll(archives)));
}

/** @param {OpenedFile[]} files */
async function readAll(files) {
    try {
        return await Promise.all(files.map(async (file) => ({name: file.name, bytes: await file.arrayBuffer()})));
    } catch (reason) {
        throw unreadable(reason);
    }
}

/** @param {unknown} reason @returns {ErrorEvent} */
const unreadable = (reason) => ({
    type: 'error', code: 'data', message: `The file could not be read: ${reason instanceof Error ? reason.message : String(reason)}.`,
    remedy: 'Open it again; it may have been moved or changed.',
});

/** @param {string} name @returns {ErrorEvent} */
const noData = (name) => ({
    type: 'error', code: 'data', message: `${name} is a saved run or model, and no data set.`, remedy: 'Open it with "Open a model or run…" under Export.',
});
