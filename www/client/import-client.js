// Client of the import worker: reads the user's files away from the page, in a module that is fetched for it. No DOM. Main thread.

import {spawnImportWorker} from './spawn.js';
import {begin, end} from './single-task.js';

/** @typedef {import('../protocol/messages.js').ImportedEvent} ImportedEvent */
/** @typedef {import('../protocol/messages.js').FileBytes} FileBytes */

/**
 * @param {{files: FileBytes[], decoded?: FileBytes[]}} files handed over, not copied; `decoded`: in the place of the sounds of `packedSounds`
 * @param {object} [reading] options of reading; what the files suggest is left out
 * @param {() => import('./training-client.js').WorkerLike} [spawn]
 * @returns {Promise<ImportedEvent>} rejects with an error event
 */
export const importFiles = ({files, decoded = []}, reading = {}, spawn = spawnImportWorker) =>
    ask({type: 'import', files, decoded, reading: JSON.stringify(reading)}, [...files, ...decoded], spawn);

/**
 * Sounds in archives, which the core does not decode.
 * @param {FileBytes[]} files handed over, not copied
 * @param {() => import('./training-client.js').WorkerLike} [spawn]
 * @returns {Promise<{name: string, bytes: Uint8Array<ArrayBuffer>}[]>} rejects with an error event
 */
export const packedSounds = async (files, spawn = spawnImportWorker) => (await ask({type: 'unpack', files}, files, spawn)).sounds;

/** @param {object} command @param {FileBytes[]} files @param {() => import('./training-client.js').WorkerLike} spawn @returns {Promise<any>} */
async function ask(command, files, spawn) {
    const worker = spawn();
    try {
        return await new Promise((resolve, reject) => begin(worker, command, files.map(({bytes}) => bytes), resolve, reject));
    } finally {
        end(worker);
    }
}
