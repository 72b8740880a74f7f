// Import of the user's own images: by a file picker, or dropped on the page. Keeps the files, so that another worker can read
// them again. Main thread.

/**
 * @param {object} parts
 * @param {HTMLElement} parts.button opens the picker
 * @param {HTMLInputElement} parts.picker
 * @param {HTMLElement} parts.dropHint shown while files are dragged over the page
 * @param {(files: {name: string, bytes: ArrayBuffer}[]) => Promise<import('../protocol/messages.js').LoadedEvent>} parts.load
 * @param {(event: import('../protocol/messages.js').LoadedEvent) => void} parts.onLoaded
 * @param {(error: import('../protocol/messages.js').ErrorEvent) => void} parts.onError
 */
export function createFileImport({button, picker, dropHint, load, onLoaded, onError}) {
    /** @type {File[]} */
    let kept = [];
    let opened = 0;
    let fingerprint = 0;
    /** @type {Promise<boolean> | null} */
    let reading = null;

    /** @param {File[]} files */
    async function open(files) {
        if (files.length === 0) return;
        const odd = files.find(({name}) => /\.(json|safetensors)$/i.test(name));
        if (odd) return onError(noData(odd.name));
        const mine = reading = read(files);
        await mine;
        if (reading === mine) reading = null;
    }

    /** @param {File[]} files @returns {Promise<boolean>} whether they could be read */
    async function read(files) {
        try {
            const loaded = await load(await readAll(files));
            kept = files;
            opened += 1;
            fingerprint = loaded.dataset.fingerprint;
            onLoaded(loaded);
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
    listenForDrops(dropHint, open);

    return {
        isOpen: () => kept.length > 0,
        /** The reading that goes on, and whether it succeeds; null for none. */
        reading: () => reading,
        /** Counts openings, so that a change means other images. */
        opened: () => opened,
        /** The files for another worker. */
        read: () => readAll(kept),
        pick: () => picker.click(),
        open,
        /** Fingerprint of what is open; 0 where nothing is. */
        fingerprint: () => fingerprint,
        /** Bytes of the files. */
        size: () => kept.reduce((sum, {size}) => sum + size, 0),
    };
}

/** @typedef {ReturnType<typeof createFileImport>} FileImport */

/** @param {HTMLElement} hint @param {(files: File[]) => void} open */
function listenForDrops(hint, open) {
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
        open([...event.dataTransfer?.files ?? []]);
    });
}

/** @param {File[]} files */
async function readAll(files) {
    try {
        return await Promise.all(files.map(async (file) => ({name: file.name, bytes: await file.arrayBuffer()})));
    } catch (reason) {
        const message = `The file could not be read: ${reason instanceof Error ? reason.message : String(reason)}.`;
        throw {type: 'error', code: 'data', message, remedy: 'Open it again; it may have been moved or changed.'};
    }
}

/** @param {string} name @returns {import('../protocol/messages.js').ErrorEvent} */
const noData = (name) => ({
    type: 'error', code: 'data', message: `${name} is a saved run or model, and no data set.`, remedy: 'Open it with "Open a model or run…" under Export.',
});
