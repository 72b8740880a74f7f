// The data sets that the page fetches: their news, another try after a failure, and the built-in digits where the first set does
// not come. Main thread.

import {createFetchedSets, pathOf} from '../examples/fetched-sets.js';
import {createSetNote} from '../examples/set-note.js';
import {START} from '../settings/page-schema.js';
import {element} from '../ui/dom.js';

/**
 * @typedef {object} Parts
 * @property {Pick<ReturnType<typeof import('../client/training-client.js').createClient>, 'load'>} client
 * @property {import('../settings/store.js').Settings} settings
 * @property {Pick<import('./notices.js').Notices, 'show' | 'close'>} notices
 * @property {(path: string) => void} onFetched a file of the site is worth keeping
 * @property {() => {controller: import('./run-controller.js').RunController, check: ReturnType<typeof import('./settings-check.js').createSettingsCheck>}} run
 */

/** @param {Parts} parts */
export function createDataSets({client, settings, notices, onFetched, run}) {
    const note = createSetNote();
    const sets = createFetchedSets({load: client.load, onNews(news) {
        note.news(news);
        if ('isReady' in news) {
            notices.close('set');
            onFetched(pathOf(news.source));
        } else if ('error' in news && news.error.code !== 'lost') failed(news.source, news.error);
    }});

    /** @param {string} source @param {import('../protocol/messages.js').ErrorEvent} error */
    function failed(source, {message, remedy}) {
        const isReplaced = source === START.dataset && source === settings.values().dataset && !run().controller.hasRun();
        notices.show({
            key: 'set', kind: isReplaced ? 'notice' : 'error', message,
            remedy: isReplaced ? 'Here are the built-in digits of 8 × 8 pixels in its place.' : remedy,
            actions: [{label: 'Try again', act: () => choose(source)}],
        });
        if (isReplaced) choose('digits');
    }

    /** Builds on a data set where that loses nothing. @param {string} dataset */
    function choose(dataset) {
        const {controller, check} = run();
        const start = controller.isStarting() || check.isWaiting();
        settings.set('dataset', dataset);
        if (controller.isFresh()) controller.restart(start);
        check.request();
    }

    const show = () => note.show(settings.values().dataset);
    settings.subscribe(show);
    show();
    return {
        ...sets,
        /** The note and the rest, below the choice of the data set. @param {HTMLElement} rest */
        below: (rest) => element('div', {}, note.node, rest),
    };
}
