// Reads the user's files away from the page and from the worker that trains: one opening, then the page ends it. Loads the module
// for it. Runs in a module worker, never on the page.

import {answerOnce} from './answer-once.js';
import {loadModule} from './load-wasm.js';

answerOnce(async (/** @type {import('../protocol/messages.js').ImportCommand} */ {files, reading}, post) => {
    const module = await loadModule('import', () => {});
    const opened = files.map(({name, bytes}) => ({name, bytes: new Uint8Array(bytes)}));
    post({type: 'imported', ...module.importFiles(opened, reading)});
});
