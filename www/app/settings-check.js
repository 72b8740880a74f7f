// Check of the settings by the core, once they have stopped changing. A run that has not begun is then rebuilt. Main thread.

import {createDebounce} from '../scheduling/animation-frame.js';
import {noFile} from './notices.js';

/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */

const CHECK_MS = 150;

/** Success of a fetch of data; null for none. @param {Promise<void> | null} coming */
const hasCome = (coming) => coming?.then(() => true, () => false) ?? null;

/**
 * @param {object} parts
 * @param {Pick<ReturnType<typeof import('../client/training-client.js').createClient>, 'describe'>} parts.client
 * @param {import('../settings/store.js').Settings} parts.settings
 * @param {Pick<import('../examples/file-import.js').FileImport, 'isOpen' | 'taking'>} parts.files
 * @param {(dataset: string) => Promise<void> | null} parts.dataOf fetches a data set; null where it is at hand
 * @param {import('./run-controller.js').RunController} parts.controller
 * @param {(description: import('../protocol/answers.js').Summary) => void} parts.onDescription of the model that the settings would build
 * @param {(error: ErrorEvent | null) => void} parts.onProblem null: the settings are valid
 * @param {() => void} parts.onWait Start waits for files, or no longer does
 */
export function createSettingsCheck({client, settings, files, dataOf, controller, onDescription, onProblem, onWait}) {
    const debounce = createDebounce(check, CHECK_MS);
    let [isRebuilding, isSecondTry, isWaiting] = [false, false, false];
    /** @type {ErrorEvent | null} */
    let problem = null;

    /** @param {ErrorEvent | null} error */
    function report(error) {
        problem = error;
        onProblem(error);
    }

    async function check() {
        const values = settings.values();
        try {
            if (values.dataset === 'file' && !files.isOpen()) throw noFile();
            await dataOf(values.dataset);
            onDescription((await client.describe(values)).description);
            report(null);
            if (!controller.isFresh() || (controller.hasRun() && controller.pending().length === 0)) return;
            isRebuilding = true;
            controller.restart(controller.isStarting());
        } catch (thrown) {
            const error = /** @type {ErrorEvent} */ (thrown);
            if (settings.values().dataset !== values.dataset) return; // it is checked soon
            if (error.code !== 'lost') report(error);
            else if (!isSecondTry) debounce.request(); // the worker is gone, and the next one answers
            isSecondTry = error.code === 'lost';
        }
    }

    /** Starts the run; before its first step with the very newest settings and data. */
    async function start() {
        const coming = controller.isFresh() ? files.taking() ?? hasCome(dataOf(settings.values().dataset)) : null;
        if (coming) {
            isWaiting = true;
            onWait();
            const isThere = await coming;
            isWaiting = false;
            if (!isThere) return onWait();
        }
        if ((coming || debounce.waiting()) && controller.isFresh()) controller.restart();
        else controller.start();
    }

    return {
        start,
        /** True if Start was pressed and waits for data. */
        isWaiting: () => isWaiting,
        request: debounce.request,
        /** Reason why the settings with some changes cannot be built; empty where they can. @param {import('../protocol/messages.js').Config} changes */
        async refusal(changes) {
            try {
                await client.describe({...settings.values(), ...changes});
                return '';
            } catch (thrown) {
                const {message, remedy} = /** @type {ErrorEvent} */ (thrown);
                return `${message} ${remedy}`;
            }
        },
        /** Reason why the settings cannot be built; empty where they can. */
        problem: () => problem?.message ?? '',
        /** Reports an error that the core found in the settings of a run. */
        report,
        /** A run was built; the settings may have changed meanwhile. */
        created() {
            if (isRebuilding) debounce.request();
            isRebuilding = false;
        },
    };
}
