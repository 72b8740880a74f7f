// Files that were dropped on the page: a folder is searched, and its files have their path as their name. Main thread.

/** @typedef {{name: string, arrayBuffer: () => Promise<ArrayBuffer>}} OpenedFile a file, or one in a folder */

/** @param {DataTransfer | null} transfer @returns {Promise<OpenedFile[]>} */
export async function droppedFiles(transfer) {
    // entries must be asked for before anything is awaited
    const entries = [...transfer?.items ?? []].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
    if (entries.length === 0) return [...transfer?.files ?? []];
    return (await Promise.all(entries.map((entry) => gather(entry, '')))).flat();
}

/** @param {FileSystemEntry} entry @param {string} folder in which it lies @returns {Promise<OpenedFile[]>} */
async function gather(entry, folder) {
    const name = `${folder}${entry.name}`;
    if (entry.isFile) {
        const file = await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject));
        return [{name, arrayBuffer: () => file.arrayBuffer()}];
    }
    const inner = await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry));
    return (await Promise.all(inner.map((one) => gather(one, `${name}/`)))).flat();
}

/** All entries of a folder: a reader hands them over a hundred at a time. @param {FileSystemDirectoryEntry} folder */
async function entriesOf(folder) {
    const reader = folder.createReader();
    const all = [];
    for (;;) {
        /** @type {FileSystemEntry[]} */
        const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) return all;
        all.push(...some);
    }
}
