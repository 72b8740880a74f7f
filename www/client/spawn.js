// Starts the workers. Main thread.

export const spawnTrainingWorker = () => new Worker(new URL('../worker/training-worker.js', import.meta.url), {type: 'module', name: 'trainer'});

export const spawnPcaWorker = () => new Worker(new URL('../worker/pca-worker.js', import.meta.url), {type: 'module', name: 'pca'});
