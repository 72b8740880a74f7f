// The experiment on the page: its settings with their address, presets, files and check, and the controller of the run that
// they build. Main thread.

import {createFileImport} from '../examples/file-import.js';
import {fittingBatch, fittingInWords} from '../settings/fitting-batch.js';
import {createPanel} from '../settings/controls/panel.js';
import {kindOfData, kindsWith} from '../settings/preset-data.js';
import {cameWithPreset, createPresets} from '../settings/presets.js';
import {PAGE_SCHEMA as SCHEMA, START} from '../settings/page-schema.js';
import {createSettings} from '../settings/store.js';
import {createAddress} from '../settings/url-history.js';
import {byId} from '../ui/dom.js';
import {whenReachable} from '../ui/lazy-module.js';
import {createDataSets} from './data-sets.js';
import {listenForExampleLinks} from './example-links.js';
import {dataLeft, goBack, missingFile, oddAddress} from './notices.js';
import {reportVisibility} from './page-events.js';
import {createRunController} from './run-controller.js';
import {createRunControls} from './run-controls.js';
import {createSettingsCheck} from './settings-check.js';

/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @typedef {object} Parts
 * @property {ReturnType<typeof import('../client/training-client.js').createClient>} client
 * @property {ReturnType<typeof import('./views.js').createViews>} views
 * @property {import('./notices.js').Notices} notices
 * @property {Pick<ReturnType<typeof import('./lazy-checkpoints.js').createLazyCheckpoints>, 'replacing' | 'fileOpened'>} checkpoints
 * @property {(path: string) => void} onFetched a file of the site is worth keeping
 */

/** @param {Parts} parts */
export function createExperiment({client, views, notices, checkpoints, onFetched}) {
    const files = createFileImport({
        button: byId('open-files'), picker: /** @type {HTMLInputElement} */ (byId('file-picker')), dropHint: byId('drop-hint'), preview: byId('file-preview'),
        reader: () => whenReachable(() => import('../client/import-client.js')),
        load: client.load, onError: notices.showError,
        onLoaded(note, {train}) {
            notices.close('data', 'file');
            notices.show({key: 'loaded', kind: 'notice', message: note + takeOwnData(settings, train)});
            controller.fileOpened();
            check.request();
            checkpoints.fileOpened();
        },
    });
    /** Replaces a file that is not open by the default data. @param {Config} config */
    function withoutMissingFile({dataset, ...rest}) {
        if (dataset !== 'file' || files.isOpen()) return dataset === undefined ? rest : {dataset, ...rest};
        notices.show(missingFile(files.pick));
        return rest;
    }
    const address = createAddress(SCHEMA, START, {
        onVisit: (config) => settings.restore(withoutMissingFile(config)),
        onProblems: (problems) => notices.show(oddAddress(problems)),
    });
    const settings = createSettings(SCHEMA, withoutMissingFile(address.read(location.hash)));
    const sets = createDataSets({client, settings, notices, onFetched, run: () => ({controller, check})});
    const panel = createPanel(byId('controls'), settings, {dataset: sets.below(byId('file-row')), device: notices.deviceHelp});
    const controller = createRunController({client, settings, dataOf: sets.need, onChange: refresh, onNext(before, after, run) {
        void checkpoints.replacing(run);
        notices.close('address', 'loaded');
        address.advance(before, after);
    }});
    const check = createSettingsCheck({client, settings, files, dataOf: sets.need, controller, onDescription: views.describe, onWait: refresh, onProblem(error) {
        panel.complain(error && {field: error.field, text: `${error.message} ${error.remedy}`});
        if (error && !error.field) notices.showError(error);
        refresh();
    }});
    const controls = createRunControls({...controller, start: check.start});
    function refresh() {
        const pending = controller.pending();
        views.pending(pending.length > 0);
        controls.update({
            state: controller.state(), hasRun: controller.hasRun(), problem: check.problem(), pending,
            isStarting: controller.isStarting(), isWaiting: check.isWaiting(),
        });
    }
    function changed() {
        address.write(settings.values());
        controller.tune();
        check.request();
        refresh();
    }
    settings.subscribe(changed);
    const begin = createBeginning({settings, controller, notices, files});
    createPresets(byId('presets'), byId('preset-help'), settings, {kindOf: kindsOf(files), onChoose: begin});
    listenForExampleLinks((hash) => begin({device: settings.values().device, ...address.read(hash)}));
    address.write(settings.values());
    reportVisibility(client);
    controller.restart(false);
    refresh();
    return {controller, files, sets, train: trainUnlessRefused(controller, check), ...createListeners({views, notices}, {controller, check})};
}

/** Kinds of all data sets, as far as they are known now. @param {Pick<import('../examples/file-import.js').FileImport, 'about'>} files @returns {import('../settings/preset-data.js').KindOf} */
const kindsOf = ({about}) => (dataset) => {
    const own = about();
    return kindsWith(own && kindOfData(own))(dataset);
};

/**
 * Takes the user's own data as the data set, with a batch size that fits them.
 * @param {import('../settings/store.js').Settings} settings @param {number} train examples to train on
 * @returns {string} a sentence about the batch size, where it changes
 */
function takeOwnData(settings, train) {
    settings.set('dataset', 'file');
    const {batchSize} = settings.values();
    const fitting = fittingBatch(batchSize, train);
    if (fitting === batchSize) return '';
    settings.set('batchSize', fitting);
    return ` ${fittingInWords(fitting, train)}`;
}

/**
 * Way to begin an experiment. Where it leaves data that the user has chosen, they are a press away.
 * @param {{settings: import('../settings/store.js').Settings, controller: import('./run-controller.js').RunController, notices: Parts['notices'], files: Pick<import('../examples/file-import.js').FileImport, 'isOpen' | 'examples'>}} parts
 * @returns {(different: Config) => void} takes what differs from the defaults
 */
const createBeginning = ({settings, controller, notices, files}) => (different) => {
    const before = settings.values();
    const batchSize = different.dataset === 'file' ? fittingBatch(different.batchSize ?? settings.defaults.batchSize, files.examples()) : different.batchSize;
    controller.begin(batchSize === undefined ? different : {...different, batchSize});
    notices.close('data-left');
    const [left, next] = [before.dataset, settings.values().dataset].map((dataset) => SCHEMA.fields.find(({name}) => name === 'dataset')?.choices?.find(({value}) => value === dataset)?.label ?? dataset);
    const isOwnChoice = ![settings.defaults.dataset, START.dataset].includes(before.dataset) && !cameWithPreset(SCHEMA, before);
    if (left !== next && isOwnChoice && (before.dataset !== 'file' || files.isOpen())) notices.show(dataLeft({left, next}, () => controller.begin(before)));
};

/**
 * Training with some settings changed. It resolves to the reason why the core refuses them, and then nothing changes; else to nothing.
 * @param {import('./run-controller.js').RunController} controller @param {ReturnType<typeof createSettingsCheck>} check
 * @returns {(changes: Config) => Promise<string>}
 */
const trainUnlessRefused = (controller, check) => async (changes) => {
    const refusal = await check.refusal(changes);
    if (!refusal) controller.change(changes);
    return refusal;
};

/**
 * Listeners to events of the worker.
 * @param {Pick<Parts, 'views' | 'notices'>} parts
 * @param {object} own
 * @param {import('./run-controller.js').RunController} own.controller
 * @param {ReturnType<typeof createSettingsCheck>} own.check
 */
const createListeners = ({views, notices}, {controller, check}) => ({
    ready: notices.ready,
    /** @param {import('../protocol/messages.js').CreatedEvent} event */
    created(event) {
        notices.created(event);
        views.begin(event);
        controller.created(event);
        check.created();
    },
    /** @param {import('../protocol/messages.js').ErrorEvent} error */
    failed(error) {
        const {code, field, rewind} = error;
        controller.failed(error);
        if (code === 'lost' && !controller.hasRun()) views.status({state: 'empty'});
        if (field && !rewind) return check.report(error);
        notices.showError(error, rewind && [goBack(rewind, () => controller.rewind(rewind))]);
    },
});
