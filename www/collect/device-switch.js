// The button that turns a camera or a microphone on and off, the choice between several, and words about it. Main thread.

import {element} from '../ui/dom.js';
import {button} from '../ui/widgets.js';
import {troubleInWords} from './device-trouble.js';

/**
 * @typedef {object} Source a camera or a microphone
 * @property {(id?: string) => Promise<boolean>} start whether it is on; false where it was stopped meanwhile
 * @property {() => void} stop
 * @property {() => boolean} isOn
 * @property {() => Promise<MediaDeviceInfo[]>} all
 * @property {() => string} id
 */

/**
 * @param {object} parts
 * @param {Source} parts.source
 * @param {import('./device-trouble.js').Device} parts.device
 * @param {string} parts.help what to do while it is on
 * @param {string} parts.privacy what becomes of what it sees or hears, as a sentence
 * @param {(isOn: boolean) => void} parts.onTurn
 */
export function createDeviceSwitch({source, device, help, privacy, onTurn}) {
    const {noun} = device;
    const name = `${noun[0].toUpperCase()}${noun.slice(1)}`;
    const off = `The ${noun} is off. ${privacy}`;
    const words = element('p', {class: 'choice-help', role: 'status'});
    const turn = button('', () => source.isOn() ? stop(off) : void start());
    const which = element('select', {'aria-label': name, hidden: true, onchange: () => void start(which.value)});

    /** @param {string} text */
    function show(text) {
        words.textContent = text;
        turn.textContent = `Turn the ${noun} ${source.isOn() ? 'off' : 'on'}`;
        onTurn(source.isOn());
    }

    /** @param {string} [id] of one of several */
    async function start(id) {
        show(`The browser asks whether this page may use the ${noun}.`);
        try {
            if (!await source.start(id)) return;
            show(help);
            await listAll();
        } catch (thrown) {
            stop(troubleInWords(/** @type {Error} */ (thrown), device, isSecureContext));
        }
    }

    async function listAll() {
        const all = await source.all();
        which.replaceChildren(...all.map(({deviceId, label}, i) => element('option', {value: deviceId}, label || `${name} ${i + 1}`)));
        which.value = source.id();
        which.hidden = all.length < 2;
    }

    /** @param {string} text says why */
    function stop(text) {
        source.stop();
        show(text);
    }

    document.addEventListener('visibilitychange', () => document.hidden && source.isOn() && stop(`The ${noun} went off while the page was hidden.`));
    return {
        node: element('div', {class: 'tool-buttons'}, turn, which),
        words,
        /** Says something else for now. @param {string} [text] */
        say: (text = help) => void (words.textContent = text),
        /** It stopped by itself. */
        ended: () => show(`The ${noun} has stopped. Plug it in again, or turn it on.`),
        stop: () => stop(off),
    };
}
