// Client of the import worker: reads the user's files away from the page, in a module that is fetched for it. No DOM. Main thread.

import {spawnImportWorker} from './spawn.js';
import {begin, end} from './single-task.js';

/** @typedef {import('../protocol/messages.js').ImportedEvent} ImportedEvent */

/**
 * @param {{name: string, bytes: ArrayBuffer}[]} files handed over, not copied
 * @param {object} [reading] options of reading; what the files suggest is left out
 * @param {() => import('./training-client.js').WorkerLike} [spawn]
 * @returns {Promise<ImportedEvent>} rejects with an error event
 */
export async function importFiles(files, reading = {}, spawn = spawnImportWorker) {
    const worker = spawn();
    try {
        return await new Promise((resolve, reject) => begin(
            worker, {type: 'import', files, reading: JSON.stringify(reading)}, files.map(({bytes}) => bytes), resolve, reject,
        ));
    } finally {
        end(worker);
    }
}
