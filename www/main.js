// The page's program, and the only file that knows all others: what each event of the worker and each
// act of the user leads to. Main thread.

import {createAddress} from './settings/url-history.js';
import {createBanners} from './ui/banners.js';
import {createClient} from './client/training-client.js';
import {createPanel} from './settings/controls/panel.js';
import {byId} from './ui/dom.js';
import {createExperiment} from './app/run-controller.js';
import {createFileImport} from './examples/file-import.js';
import {createDebounce} from './scheduling/animation-frame.js';
import {createInteraction} from './scheduling/interaction.js';
import {createRecorder} from './runs/run-recorder.js';
import {createRunStore} from './runs/run-store.js';
import {createDeviceNotices, missingFile, noFile, noWebGpu, oddAddress} from './app/notices.js';
import {scheduleIdleLoading, startIdleLoading} from './scheduling/idle-loader.js';
import {createLazyModule} from './ui/lazy-module.js';
import {trainingIs} from './scheduling/latest-request.js';
import {createPresets} from './settings/presets.js';
import {SCHEMA} from './settings/schema.js';
import {createSettings} from './settings/store.js';
import {createDeviceTimings} from './client/device-timings.js';
import {createDualWorker} from './client/dual-worker.js';
import {createTheme} from './ui/theme.js';
import {createTransport} from './app/run-controls.js';
import {listenForTries} from './app/example-links.js';
import {createViews} from './app/views.js';

/** @typedef {import('./protocol/messages.js').Event} Event */
/** @typedef {import('./protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {import('./protocol/messages.js').ReadyEvent} ReadyEvent */

const CHECK_MS = 150;

const banners = createBanners(byId('banners'));
let newest = 0; // the run that queries are about
const interaction = createInteraction();
const runStore = createRunStore();
const recorder = createRecorder({
    runStore, schema: SCHEMA, config: () => lab.experiment.config(), now: () => performance.now(), clock: () => Date.now(),
});
const views = createViews({
    ask(question, urgent) {
        if (urgent) interaction.extend(performance.now());
        return client.query(newest, question, urgent).then(({answer}) => /** @type {any} of its kind */ (answer));
    },
    train: (changes) => lab.experiment.change(changes),
    baselineProbes: (config) => new Promise((resolve) => pca.use((part) => resolve(part.probes(config)))),
    models: {
        inspect: (bytes) => client.inspect(bytes),
        open: (config, bytes) => lab.experiment.open(config, bytes),
        hasFile: () => lab.files.isOpen(),
    },
    config: () => lab.experiment.config(), runStore, recorder,
});
createTheme(byId('theme')).subscribe(views.recolour);
const timings = createDeviceTimings();
const pca = createLazyModule({
    name: 'The comparison with PCA', show: (words) => byId('pca-note').replaceChildren(words),
    load: async () => (await import('./client/pca-client.js')).createPcaClient({spawn: spawnPca, files: () => lab.files, onNews: views.pca}),
});
const client = createClient({spawn: spawnTraining, onEvent: receive});
const metrics = createLazyModule({
    name: 'The measurement of metrics', show: (words) => byId('metrics-note').before(words),
    load: async () => (await import('./scheduling/metrics-schedule.js')).createMetricsSchedule({
        request: client.measure, onNews: measured, now: () => performance.now(), isInteracting: interaction.isActive,
    }),
});
byId('metrics-test').addEventListener('click', () => metrics.use(({test}) => void test()));
const lab = createLab();
lab.begin();
document.addEventListener('visibilitychange', () => client.send({type: 'visible', visible: !document.hidden}));
keepRuns();
foldOnPhones();

function spawnTraining() {
    const spawn = () => new Worker(new URL('./worker/training-worker.js', import.meta.url), {type: 'module', name: 'trainer'});
    return createDualWorker({spawn, timings, files: () => lab.files.read()});
}

function spawnPca() {
    return new Worker(new URL('./worker/pca-worker.js', import.meta.url), {type: 'module', name: 'pca'});
}

/** @param {Event} event */
function receive(event) {
    switch (event.type) {
    case 'ready':
        return lab.ready(event);
    case 'created':
        newest = event.run;
        recorder.begin(event);
        lab.created(event);
        metrics.queue('begin', (part) => part.begin(event));
        return pca.queue('begin', (part) => part.begin(event));
    case 'status':
        if (event.state === 'ready') scheduleIdleLoading();
        trainingIs(event.state === 'running');
        views.status({state: event.state, step: event.step, epoch: event.epoch, finished: event.finished});
        metrics.queue('status', (part) => part.status(event));
        recorder.status(event);
        return lab.experiment.status(event);
    case 'progress':
        startIdleLoading();
        lab.experiment.progressed(event.step);
        if (!metrics.hasFailed()) metrics.use((part) => part.progress(event), 'progress');
        if (!pca.hasFailed()) pca.use((part) => part.progressed(event), 'progress');
        recorder.progress(event);
        return views.progress(event);
    case 'snapshot':
        return views.snapshot(event);
    case 'device':
        recorder.device(event.device);
        return views.device(event.device);
    case 'error':
        return lab.failed(event);
    }
}

/** @param {import('./scheduling/metrics-schedule.js').Measured | null} news */
function measured(news) {
    recorder.measured(news);
    views.measured(news);
}

/** Runs are kept as they are when the page is left, and as another tab has changed them. */
function keepRuns() {
    addEventListener('pagehide', recorder.save);
    document.addEventListener('visibilitychange', () => document.hidden && recorder.save());
    addEventListener('storage', ({key, newValue}) => runStore.adopt(key, newValue));
}

/** @param {ErrorEvent} error @param {{label: string, act: () => void}[]} [actions] */
function complain({code, message, remedy}, actions) {
    banners.show({key: code, kind: 'error', message, remedy, actions});
}

/** Everything but the workers. The controls stand before either of the modules has arrived. */
function createLab() {
    let valid = true;
    let rebuilding = false;
    const devices = createDeviceNotices({schema: SCHEMA, show: banners.show, complain});
    const address = createAddress(SCHEMA, {
        onVisit: (config) => settings.restore(withoutMissingFile(config)),
        onProblems: (problems) => banners.show(oddAddress(problems)),
    });
    const files = createFileImport({
        button: byId('open-files'),
        picker: /** @type {HTMLInputElement} */ (byId('file-picker')),
        dropHint: byId('drop-hint'),
        load: client.load,
        onLoaded: ({note}) => {
            for (const key of ['data', 'file']) banners.close(key);
            banners.show({key: 'loaded', kind: 'notice', message: note});
            settings.set('dataset', 'file');
            experiment.fileOpened();
            check.request();
        },
        onError: complain,
    });
    const settings = createSettings(SCHEMA, withoutMissingFile(address.read(location.hash)));
    const panel = createPanel(byId('controls'), settings, {dataset: byId('file-row'), device: devices.note});
    const experiment = createExperiment({client, settings, onNext: advance, onChange: refresh});
    const transport = createTransport({
        start, pause: experiment.pause, step: experiment.step1, reset: experiment.reset,
        reseed: experiment.reseed, restart: experiment.restart, undo: experiment.undo,
    });
    const check = createDebounce(checkSettings, CHECK_MS);
    settings.subscribe(() => {
        address.write(settings.values());
        experiment.tune();
        check.request();
        refresh();
    });
    createPresets(byId('presets'), byId('preset-help'), settings, experiment.begin);
    listenForTries((hash) => experiment.begin({device: settings.values().device, ...address.read(hash)}));

    /** @param {import('./protocol/messages.js').Config} before @param {import('./protocol/messages.js').Config} after */
    function advance(before, after) {
        for (const key of ['address', 'loaded']) banners.close(key);
        address.advance(before, after);
    }

    function refresh() {
        const pending = experiment.pending();
        views.pending(pending.length > 0);
        transport.update({state: experiment.state(), hasRun: experiment.hasRun(), valid, pending});
    }

    /** Asks the core what the settings would build; a run that has not begun is built anew at once. */
    async function checkSettings() {
        const asked = settings.values();
        try {
            if (asked.dataset === 'file' && !files.isOpen()) throw noFile();
            views.describe((await client.describe(asked)).description);
            setProblem(null);
            if (!experiment.isFresh() || (experiment.hasRun() && experiment.pending().length === 0)) return;
            rebuilding = true;
            experiment.restart(experiment.isStarting());
        } catch (thrown) {
            const error = /** @type {ErrorEvent} */ (thrown);
            if (error.code !== 'panic') setProblem(error);
        }
    }

    /** What was typed a moment ago counts, where nothing has been trained yet. */
    function start() {
        if (check.waiting() && experiment.isFresh()) experiment.restart();
        else experiment.start();
    }

    /** @param {ErrorEvent | null} error */
    function setProblem(error) {
        valid = !error;
        panel.complain(error && {field: error.field, text: `${error.message} ${error.remedy}`});
        if (error && !error.field) complain(error);
        refresh();
    }

    /** @param {import('./protocol/messages.js').Config} config */
    function withoutMissingFile(config) {
        if (config.dataset !== 'file' || files.isOpen()) return config;
        const rest = {...config};
        delete rest.dataset;
        banners.show(missingFile(files.ask));
        return rest;
    }

    /** Gives a fresh worker what the last one had. */
    async function revive() {
        client.send({type: 'visible', visible: !document.hidden});
        await files.reopen().catch(complain);
        refresh();
    }

    return {
        experiment,
        files,
        begin() {
            address.write(settings.values());
            client.send({type: 'visible', visible: !document.hidden});
            experiment.restart(false);
            refresh();
        },
        /** The first worker can train; it may have taken the place of one that broke down. @param {ReadyEvent} event */
        ready: (event) => devices.isKnown() ? void revive() : devices.meet(event),
        /** @param {import('./protocol/messages.js').CreatedEvent} event */
        created(event) {
            for (const key of ['diverged', 'panic', 'config']) banners.close(key);
            const {config, device} = event;
            if (config.device === 'webgpu' && devices.isWithoutGpu()) banners.show(noWebGpu(device.why));
            views.begin(event);
            experiment.created(event);
            if (rebuilding) check.request(); // settings may have changed on the way
            rebuilding = false;
        },
        /** @param {ErrorEvent} error */
        failed(error) {
            experiment.refused();
            if (error.code === 'panic') {
                experiment.lost();
                views.status({state: 'empty'});
                return complain(error, [{label: 'Start again', act: () => experiment.restart()}]);
            }
            const {rewind} = error;
            if (error.field && !rewind) return setProblem(error);
            complain(error, rewind && [{
                label: `Go back to step ${rewind.step} and continue with learning rate ${rewind.learningRate}`,
                act: () => experiment.rewind(rewind),
            }]);
        },
    };
}

/** Settings are folded away where they would push the pictures off the screen. */
function foldOnPhones() {
    const settings = /** @type {HTMLDetailsElement} */ (byId('settings'));
    const narrow = matchMedia('(max-width: 760px)');
    const fold = () => {
        settings.open = !narrow.matches;
    };
    narrow.addEventListener('change', fold);
    fold();
}
