// The door "Webcam": square pictures of the camera, a class a button that takes them while it is held. Main thread.

import {element} from '../ui/dom.js';
import {button} from '../ui/widgets.js';
import {createCamera} from './camera.js';
import {troubleInWords} from './camera-trouble.js';
import {createClassRows} from './class-rows.js';
import {createHoldButton} from './hold-button.js';
import {pictureFiles, problemOf} from './picture-files.js';

const EVERY_MS = 125; // eight pictures a second
const WORDS = {
    off: 'The camera is off. Its pictures stay in this browser: nothing is sent anywhere.',
    starting: 'The browser asks whether this page may use the camera.',
    on: 'Hold the button of a class to take 8 pictures a second. Move a little, so that no two are the same.',
    hidden: 'The camera went off while the page was hidden.',
    ended: 'The camera has stopped. Plug it in again, or turn it on.',
};

/** @param {import('./registry.js').DoorParts} parts @returns {import('./registry.js').Door} */
export function createWebcam({onChange}) {
    const camera = createCamera(() => show(WORDS.ended));
    const words = element('p', {class: 'choice-help', role: 'status'});
    const turn = button('', () => camera.isOn() ? stop(WORDS.off) : void start());
    const which = element('select', {'aria-label': 'Camera', hidden: true, onchange: () => void start(which.value)});
    /** @type {ReturnType<typeof createHoldButton>[]} */
    const holds = [];
    const classes = createClassRows({adderOf, onChange});

    /** @param {import('./class-rows.js').Row} row @returns {import('./class-rows.js').Adder} */
    function adderOf(row) {
        const hold = createHoldButton({everyMs: EVERY_MS, act: () => void camera.take().then(row.add), onEnd: () => classes.say(row)});
        hold.node.disabled = !camera.isOn();
        holds.push(hold);
        return {node: hold.node, rename: (name) => void (hold.node.textContent = `Hold for ${name}`)};
    }

    /** @param {string} text */
    function show(text) {
        words.textContent = text;
        turn.textContent = camera.isOn() ? 'Turn the camera off' : 'Turn the camera on';
        for (const {node, end} of holds) {
            node.disabled = !camera.isOn();
            if (node.disabled) end();
        }
    }

    /** @param {string} [id] of one of several cameras */
    async function start(id) {
        show(WORDS.starting);
        try {
            if (!await camera.start(id)) return;
            show(WORDS.on);
            await listCameras();
        } catch (thrown) {
            stop(troubleInWords(/** @type {Error} */ (thrown), isSecureContext));
        }
    }

    async function listCameras() {
        const all = await camera.all();
        which.replaceChildren(...all.map(({deviceId, label}, i) => element('option', {value: deviceId}, label || `Camera ${i + 1}`)));
        which.value = camera.id();
        which.hidden = all.length < 2;
    }

    /** @param {string} text says why */
    function stop(text) {
        camera.stop();
        show(text);
    }

    document.addEventListener('visibilitychange', () => document.hidden && camera.isOn() && stop(WORDS.hidden));
    show(WORDS.off);
    return {
        node: element('div', {class: 'make-row'},
            element('div', {class: 'make-source'}, element('div', {class: 'make-eye'}, camera.node), element('div', {class: 'tool-buttons'}, turn, which), words), classes.node),
        collected: () => ({count: classes.count(), noun: 'pictures', problem: problemOf(classes.rows())}),
        files: () => pictureFiles(classes.rows()),
        clear: classes.clear,
        state: classes.state,
        restore: classes.restore,
        leave: () => stop(WORDS.off),
    };
}
