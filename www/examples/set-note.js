// The note under the choice of the data set: source, licence, the progress of a fetch, and a line about what to look for. Main thread.

import {element} from '../ui/dom.js';
import {MADE_SETS, SET_FACTS, isFetched} from './set-facts.js';

export function createSetNote() {
    const about = element('p', {class: 'choice-help', id: 'set-about'});
    const progress = element('p', {class: 'choice-help', id: 'set-progress', role: 'status'});
    /** @type {Map<string, string>} words about fetches that go on or have failed, by data set */
    const words = new Map();
    let shown = '';

    function update() {
        const text = words.get(shown) ?? '';
        if (progress.textContent !== text) progress.textContent = text; // it is read aloud
    }

    return {
        node: element('div', {}, about, progress),
        /** @param {string} source */
        show(source) {
            if (source === shown) return;
            shown = source;
            about.replaceChildren(...isFetched(source) ? inWords(SET_FACTS[source]) : [MADE_SETS[source] ?? '']);
            update();
        },
        /** @param {import('./fetched-sets.js').SetNews} news */
        news(news) {
            const {name} = SET_FACTS[news.source];
            if ('share' in news) words.set(news.source, `Fetching ${name}: ${10 * Math.floor(10 * news.share)} %`);
            else words.delete(news.source);
            update();
        },
    };
}

/** @param {import('./set-facts.js').SetFacts} facts */
const inWords = ({name, by, licence, href, look}) => [element('a', {href, rel: 'noreferrer', target: '_blank'}, name), `, ${by}, ${licence}. ${look}`];
