// Consent to keep the user's own data with the runs on them: asked once, with the size, and remembered. Main thread.

import {createLocalStore} from '../ui/local-store.js';
import {sizeInWords} from './checkpoint-notices.js';

/** @typedef {import('../runs/run-history.js').RunHistory} RunHistory */

const KEY = 'hourglass.keepData';

/**
 * @param {object} parts
 * @param {Pick<import('../runs/checkpoint-store.js').CheckpointStore, 'putFiles' | 'keptData'>} parts.store
 * @param {import('../examples/file-import.js').FileImport} parts.files
 * @param {Pick<import('./notices.js').Notices, 'show' | 'close'>} parts.notices
 * @param {(trouble: 'full') => void} parts.onTrouble
 */
export function createDataConsent({store, files, notices, onTrouble}) {
    const memory = createLocalStore();
    let answer = memory.text(KEY) ?? '';
    let isAsked = false;

    /** @param {'yes' | 'no'} next */
    function decide(next) {
        answer = next;
        memory.writeText(KEY, next);
    }

    /** Data that are open, and are those of the run. @param {Pick<RunHistory, 'config' | 'dataset'>} history */
    const isOnOpenFiles = ({config, dataset}) => config.dataset === 'file' && files.fingerprint() === dataset.fingerprint;

    /** @param {RunHistory} history of a run that has just been written */
    async function written(history) {
        if (answer !== 'yes' || !isOnOpenFiles(history)) return;
        const {fingerprint, name} = history.dataset;
        try {
            if ((await store.keptData()).has(String(fingerprint))) return;
            const packed = await files.read();
            if (packed) await store.putFiles(fingerprint, [{name, bytes: packed.buffer}]);
        } catch {
            onTrouble('full');
        }
    }

    return {
        /** @param {RunHistory} history */
        ask(history) {
            if (answer || isAsked || !isOnOpenFiles(history)) return;
            isAsked = true;
            notices.show({
                key: 'own-data', kind: 'notice', message: `Keep your data (${sizeInWords(files.size())}) in this browser?`,
                remedy: 'Then a run on them can go on after a reload. They never leave this computer, and you can forget them under Export.',
                actions: [
                    {label: 'Keep them', act() {
                        decide('yes');
                        void written(history);
                    }},
                    {label: 'Do not keep them', act: () => decide('no')},
                ],
            });
        },
        written,
        forget() {
            answer = '';
            isAsked = false;
            memory.remove(KEY);
        },
    };
}
