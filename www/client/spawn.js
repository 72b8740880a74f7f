// Starts the workers. Main thread.

import {trustedScript} from './trusted-script.js';

export const spawnTrainingWorker = () => new Worker(trustedScript(new URL('../worker/training-worker.js', import.meta.url)), {type: 'module', name: 'trainer'});

export const spawnImportWorker = () => new Worker(trustedScript(new URL('../worker/import-worker.js', import.meta.url)), {type: 'module', name: 'import'});

export const spawnPcaWorker = () => new Worker(trustedScript(new URL('../worker/pca-worker.js', import.meta.url)), {type: 'module', name: 'pca'});
