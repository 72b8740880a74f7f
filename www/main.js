// Composition root: creates everything, and connects the events of the worker with their listeners. Main thread.

import {createExperiment} from './app/experiment.js';
import {createLazyCheckpoints} from './app/lazy-checkpoints.js';
import {createLazyServices} from './app/lazy-services.js';
import {createNotices} from './app/notices.js';
import {foldSettingsOnPhones, followVisibility, keepRuns, offerMaking} from './app/page-events.js';
import {createViews} from './app/views.js';
import {createDeviceTimings} from './client/device-timings.js';
import {createDualWorker} from './client/dual-worker.js';
import {createLockProbe} from './client/free-lock.js';
import {spawnTrainingWorker} from './client/spawn.js';
import {createClient} from './client/training-client.js';
import {trustedScript} from './client/trusted-script.js';
import {createOfflinePage} from './offline/keep-page.js';
import {createCheckpointKeeper} from './runs/checkpoint-keeper.js';
import {createRunRecorder} from './runs/run-recorder.js';
import {createRunStore} from './runs/run-store.js';
import {createInteraction} from './scheduling/interaction.js';
import {setTraining} from './scheduling/latest-request.js';
import {PAGE_SCHEMA as SCHEMA} from './settings/page-schema.js';

/** @typedef {import('./protocol/messages.js').Event} Event */

const runStore = createRunStore();
const recorder = createRunRecorder({
    runStore, schema: SCHEMA, config: () => experiment.controller.config(), now: () => performance.now(), clock: () => Date.now(),
});
const interaction = createInteraction();
const notices = createNotices();
const timings = createDeviceTimings();
const client = createClient({
    spawn: () => createDualWorker({
        spawn: spawnTrainingWorker, timings, isFree: createLockProbe(navigator.locks), ownData: () => experiment.files.read(), sets: () => experiment.sets.readAll(), lastCheckpoint: (run) => keeper.last(run),
    }),
    onUrgent: () => interaction.extend(performance.now()),
    onEvent: receive,
});
const keeper = createCheckpointKeeper({take: client.checkpoint, now: () => performance.now(), onTaken: (...taken) => checkpoints.taken(...taken)});
const checkpoints = createLazyCheckpoints({client, recorder, runStore, notices, keeper: () => keeper, experiment: () => experiment});
const services = createLazyServices({
    client, interaction, notices, data: () => ({opened: experiment.files.opened, read: (dataset) => dataset === 'file' ? experiment.files.read() : experiment.sets.read(dataset)}),
    onPca(news) {
        recorder.compare(news);
        views.pca(news);
    },
    onMeasured(news) {
        recorder.measured(news);
        views.measured(news);
    },
});
const views = createViews({
    query: client.query, train: (changes) => experiment.train(changes), baselineProbes: services.baselineProbes,
    models: {
        inspect: client.inspect, open: (config, bytes, devices) => recorder.openedOn(experiment.controller.open(config, bytes), devices), hasFile: () => experiment.files.isOpen(),
        visit: (hash) => void (location.hash = hash),
    },
    runStore, recorder,
});
const experiment = createExperiment({client, views, notices, checkpoints, onFetched: (path) => offline.used(path)});
followVisibility(client);
keepRuns(recorder, runStore, {keeper, checkpoints});
foldSettingsOnPhones();
offerMaking(experiment.files);
const offline = createOfflinePage({asScript: trustedScript});

/** @param {Event} event */
function receive(event) {
    switch (event.type) {
    case 'ready':
        return void experiment.ready(event);
    case 'created':
        recorder.begin(event);
        offline.device(event.device);
        keeper.begin(event);
        experiment.created(event);
        return services.created(event);
    case 'status':
        recorder.status(event);
        keeper.status(event);
        setTraining(event.state === 'running');
        views.status(event);
        services.status(event);
        return experiment.controller.status(event);
    case 'progress':
        recorder.progress(event);
        keeper.progress(event);
        experiment.controller.progressed(event.step);
        services.progress(event);
        return views.progress(event);
    case 'snapshot':
        return views.snapshot(event);
    case 'device':
        recorder.device(event.device);
        offline.device(event.device);
        services.moved();
        notices.device(event.device);
        return views.device(event.device);
    case 'recovered':
        recorder.goBack(event.step);
        services.moved();
        views.recovered();
        return notices.recovered(event);
    case 'error':
        if (event.code === 'lost') recorder.lost(event.run);
        return experiment.failed(event);
    }
}
