// Pictures or clips of classes as files: the folder of each is its class. Pure.

/** @typedef {{name: string, items: Blob[]}} MadeClass its pictures or clips */

/** Words by which a folder would be taken for the test set (`src/data/import/names.rs`). */
const TEST_WORD = /(^|[^\p{L}\p{N}])(test|testing|t10k)(images?|labels?)?([^\p{L}\p{N}]|$)/iu;

/** The folder of a class: its name without what separates folders or hides them. @param {string} name @param {number} at place of the class */
export function folderOf(name, at) {
    const folder = name.replace(/[/\\\p{Cc}]+/gu, ' ').replace(/\s+/g, ' ').trim().replace(/^\.+\s*/, '');
    return folder || `Class ${at + 1}`;
}

/** A sentence about a name that cannot be that of a class; empty where all can. @param {MadeClass[]} classes */
export function problemOf(classes) {
    const odd = classes.map(({name}) => name).find((name) => TEST_WORD.test(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')));
    return odd === undefined ? '' : `A class cannot be called “${odd}”: “test” marks examples to test on. Take another name.`;
}

/**
 * Files of all pictures or clips. Classes of one name share a folder.
 * @param {MadeClass[]} classes @param {string} ending of the names @returns {import('./registry.js').OpenedFile[]}
 */
export function classFiles(classes, ending) {
    /** @type {Map<string, Blob[]>} */
    const folders = new Map();
    classes.forEach(({name, items}, at) => {
        const folder = folderOf(name, at);
        folders.set(folder, [...folders.get(folder) ?? [], ...items]);
    });
    return [...folders].flatMap(([folder, items]) => items.map((item, i) => ({
        name: `${folder}/${String(i + 1).padStart(4, '0')}.${ending}`, arrayBuffer: () => item.arrayBuffer(),
    })));
}
