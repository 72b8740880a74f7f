// Examples that are heard: the place under the pointer sounds on and on, and keys play a scale on it. Buttons below tiles play them. Loaded with the first data that are sounds. Main thread.

import {loadPlayStyle, playButton} from '../examples/play-button.js';
import {BRISK, createLatestRequest} from '../scheduling/latest-request.js';
import {inSlices} from '../scheduling/slices.js';
import {createDrone, loudspeaker} from '../sound/player.js';
import {samplesOf, waveForm} from '../sound/samples.js';
import {SCALE, letterOf, speedOf} from '../sound/scale.js';
import {element} from '../ui/dom.js';
import {button, labelled, slider} from '../ui/widgets.js';

/** @typedef {import('../protocol/answers.js').Sound} Sound */
/** @typedef {Pick<ReturnType<typeof import('../examples/tile.js').createTile>, 'node' | 'bytes' | 'caption'>} Tile */

const QUIET = 0.3; // of full volume
const TAP_MS = 500; // of a note that is pressed by a key or a screen reader
const WORDS = {
    off: 'Off: nothing sounds. On: the place under the pointer sounds, and changes while the network trains.',
    on: 'Point at the latent space. The keys A to K, or these buttons, play a scale.',
    mel: ' A log-mel picture has no phase: it is guessed (Griffin–Lim), so a sound comes after a moment, and is less clear than its recording.',
};

/** @param {HTMLElement} host of the tiles; the controls come ahead of it @param {Tile[]} tiles that get a button */
export async function createHearing(host, tiles) {
    await loadPlayStyle();
    /** @type {Sound | null} */
    let sound = null;
    const instrument = createInstrument(() => sound, (isWorking) => controls.setWorking(isWorking));
    const controls = createControls(instrument);
    host.before(controls.node);
    for (const tile of tiles) tile.node.append(playButton(tile, tile.caption.textContent || 'the decoded point', () => sound));

    return {
        /** A new run. @param {Sound | null} next null where its examples are no sounds */
        begin(next) {
            sound = next;
            controls.begin(next);
            host.classList.toggle('heard', next !== null);
        },
        /** The example under the pointer, decoded; null once the pointer has left. */
        point: instrument.point,
    };
}

/** The sound of a place, at the pitch of a note. @param {() => Sound | null} soundNow @param {(isWorking: boolean) => void} onWork */
function createInstrument(soundNow, onWork) {
    const drone = createDrone();
    const guesses = createGuesses(drone, onWork);
    let [isOn, isPointing] = [false, false];
    /** @type {Uint8Array | null} the example that was last under the pointer */
    let example = null;
    /** @type {string[]} keys that are down, the newest last */
    let pressed = [];

    /** @param {{isOther?: boolean}} [options] whether the example is another */
    function update({isOther = false} = {}) {
        const sound = soundNow();
        if (!isOn || !sound || !example || !(isPointing || pressed.length > 0)) {
            guesses.forget();
            return drone.stop();
        }
        drone.setSpeed(speedOf(pressed.at(-1) ?? '') ?? 1);
        if (!isOther && drone.isOn()) return;
        if (sound.window === null) drone.sound(waveForm(example), sound.rate);
        else guesses.send({bytes: example, sound});
    }

    return {
        /** @param {boolean} next */
        turn(next) {
            isOn = next;
            pressed = [];
            update();
        },
        /** @param {Uint8Array | null} picture */
        point(picture) {
            isPointing = picture !== null;
            example = picture ?? example;
            update({isOther: isPointing});
        },
        /** @param {string} code */
        press(code) {
            if (speedOf(code) === null || pressed.includes(code)) return;
            pressed = [...pressed, code];
            update();
        },
        /** @param {string} code */
        release(code) {
            pressed = pressed.filter((other) => other !== code);
            update();
        },
        /** Another set of data. */
        forget() {
            example = null;
            pressed = [];
            isPointing = false;
            update();
        },
        setVolume: drone.setVolume,
    };
}

/**
 * Sounds of log-mel pictures, which take a while: of those that come meanwhile only the newest is heard.
 * @param {ReturnType<typeof createDrone>} drone @param {(isWorking: boolean) => void} onWork
 */
function createGuesses(drone, onWork) {
    let era = 0; // counts what was forgotten

    /** @param {{bytes: Uint8Array, sound: Sound}} picture */
    async function samples({bytes, sound}) {
        const mine = era;
        onWork(true);
        const found = await inSlices(samplesOf(bytes, sound), () => mine === era);
        onWork(false);
        return found;
    }

    const latest = createLatestRequest(samples, (found, {sound}) => found && drone.sound(found, sound.rate), BRISK);
    return {
        send: latest.send,
        forget() {
            era += 1;
            latest.forget();
        },
    };
}

/** The switch, the volume and the notes. @param {ReturnType<typeof createInstrument>} instrument */
function createControls(instrument) {
    const toggle = element('input', {type: 'checkbox', id: 'hear-point', onchange: turn, 'aria-describedby': 'hear-words'});
    const hear = element('label', {class: 'switch'}, toggle, ' Hear the point');
    const volume = slider('Volume', {min: 0, max: 100, value: 100 * QUIET}, () => instrument.setVolume(volume.valueAsNumber / 100));
    const loudness = labelled('volume', volume);
    const notes = element('span', {class: 'notes', role: 'group', 'aria-label': 'Notes of a scale'}, ...SCALE.map((code, at) => noteButton(code, at, instrument)));
    const words = element('p', {class: 'hint', id: 'hear-words'});
    const working = element('span', {class: 'note working'}, 'Working…');
    /** @type {Sound | null} */
    let heard = null;
    const keys = listenToKeys(instrument);
    instrument.setVolume(QUIET);

    function turn() {
        const isOn = toggle.checked;
        if (isOn) loudspeaker(); // which the press opens, and not what comes after a while
        instrument.turn(isOn);
        keys(isOn);
        loudness.hidden = notes.hidden = !isOn;
        working.hidden = !isOn || !heard?.window;
        words.textContent = `${isOn ? WORDS.on : WORDS.off}${heard?.window ? WORDS.mel : ''}`;
    }

    document.addEventListener('visibilitychange', () => {
        if (!document.hidden || !toggle.checked) return;
        toggle.checked = false;
        turn();
    });
    turn();
    return {
        node: element('div', {class: 'hearing', role: 'group', 'aria-label': 'Sound'}, hear, loudness, notes, working, words),
        /** @param {Sound | null} sound */
        begin(sound) {
            heard = sound;
            if (!sound) toggle.checked = false;
            instrument.forget();
            turn();
            this.node.hidden = sound === null;
        },
        /** @param {boolean} isWorking */
        setWorking(isWorking) {
            working.classList.toggle('on', isWorking);
        },
    };
}

/** @param {string} code of its key @param {number} at in the scale @param {ReturnType<typeof createInstrument>} instrument */
function noteButton(code, at, {press, release}) {
    const node = button(letterOf(code), () => {}, {class: 'small note-key', 'aria-label': `Note ${at + 1} of the scale, key ${letterOf(code)}`});
    node.addEventListener('pointerdown', (event) => {
        node.setPointerCapture(event.pointerId);
        press(code);
    });
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture']) node.addEventListener(name, () => release(code));
    node.addEventListener('click', ({detail}) => {
        if (detail > 0) return; // a pointer, which was heard above
        press(code);
        setTimeout(() => release(code), TAP_MS);
    });
    return node;
}

/** Listens to the keys of the scale while the sound is on. @param {ReturnType<typeof createInstrument>} instrument */
function listenToKeys({press, release}) {
    /** @param {KeyboardEvent} event */
    function down(event) {
        const {ctrlKey, metaKey, altKey, repeat, code, target} = event;
        if (ctrlKey || metaKey || altKey || repeat || isTyping(target)) return;
        press(code);
    }

    /** @param {KeyboardEvent} event */
    const up = ({code}) => release(code);

    return (/** @type {boolean} */ isOn) => {
        const act = isOn ? addEventListener : removeEventListener;
        act('keydown', down);
        act('keyup', up);
    };
}

/** True where a letter is text. @param {EventTarget | null} target */
const isTyping = (target) => target instanceof HTMLElement && target.matches('textarea, select, input:not([type=checkbox], [type=range], [type=radio])');
