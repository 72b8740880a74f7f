// Reads the user's files away from the page and from the worker that trains: one opening, then the page ends it. Loads the module
// for it. Runs in a module worker, never on the page.

import {answerOnce} from './answer-once.js';
import {loadModule} from './load-wasm.js';

/** @typedef {import('../protocol/messages.js').ImportCommand} ImportCommand */
/** @typedef {import('../protocol/messages.js').FileBytes} FileBytes */

answerOnce(async (/** @type {ImportCommand} */ command, post) => {
    const {module} = await loadModule('import', () => {});
    const files = opened(command.files);
    if (command.type === 'import') post({type: 'imported', ...module.importFiles(files, opened(command.decoded), command.reading)});
    else post({type: 'unpacked', sounds: module.packedSounds(files)});
});

/** @param {FileBytes[]} files */
const opened = (files) => files.map(({name, bytes}) => ({name, bytes: new Uint8Array(bytes)}));
