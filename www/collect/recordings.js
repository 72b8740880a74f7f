// The door "Microphone": clips of sound of one length, a class a button that records them. Main thread.

import {element} from '../ui/dom.js';
import {labelled, select} from '../ui/widgets.js';
import {classFiles, problemOf} from './class-files.js';
import {createClassRows} from './class-rows.js';
import {clipOf, clipThumbnail} from './clip-files.js';
import {SILENT, createClips, loudest} from './clips.js';
import {createDeviceSwitch} from './device-switch.js';
import {MICROPHONE} from './device-trouble.js';
import {createHoldButton, enableAll} from './hold-button.js';
import {createLevels} from './levels.js';
import {createMicrophone} from './microphone.js';

const LENGTHS = {0.5: '0.5 s', 1: '1 s', 2: '2 s'};
const HELP = 'Press the button of a class and make its sound: one clip. Hold the button for one clip after another.';
const WAS_SILENT = 'This clip is silent, and is not kept. Come closer, or see whether the microphone is muted.';
/** @type {import('./class-rows.js').Form} */
const CLIPS = {one: 'clip', many: 'clips', most: 1000, role: 'group', thumbnailOf: clipThumbnail};

/** @param {() => void} onChange */
function lengthSelect(onChange) {
    const length = select('Length of a clip', LENGTHS, onChange);
    length.value = '1';
    return length;
}

/** @param {import('./registry.js').DoorParts} parts @returns {import('./registry.js').Door} */
export function createRecordings({onChange}) {
    const levels = createLevels();
    const microphone = createMicrophone({onSamples: heard, onEnd: () => control.ended()});
    let clips = createClips(1);
    const length = lengthSelect(() => renew(microphone.isOn()));
    /** @type {ReturnType<typeof createHoldButton>[]} */
    const holds = [];
    const control = createDeviceSwitch({
        source: microphone, device: MICROPHONE, help: HELP, privacy: 'What it hears stays in this browser: nothing is sent anywhere.', onTurn: renew,
    });
    const classes = createClassRows({adderOf, onChange, form: CLIPS});

    const seconds = () => Number(length.value);

    /** Forgets clips that are not finished. @param {boolean} isOn */
    function renew(isOn) {
        clips = createClips(Math.round(seconds() * microphone.rate()));
        enableAll(holds, isOn);
        holds.forEach(({node}) => node.classList.remove('recording'));
        if (!isOn) levels.clear();
    }

    /** @param {Float32Array} samples */
    function heard(samples) {
        levels.add(loudest(samples));
        clips.heard(samples);
    }

    /** @param {import('./class-rows.js').Row} row @returns {import('./class-rows.js').Adder} */
    function adderOf(row) {
        let isHeld = false;
        const hold = createHoldButton({everyMs: () => 1000 * seconds(), act, onEnd});
        hold.node.disabled = !microphone.isOn();
        holds.push(hold);

        function act() {
            clips.ask({begin, end, isMore: isHeld});
            isHeld = true;
        }

        function onEnd() {
            isHeld = false;
            clips.letGo();
        }

        function begin() {
            hold.node.classList.add('recording');
            control.say(`Recording a clip of ${row.name}.`);
        }

        /** @param {Float32Array} samples */
        async function end(samples) {
            hold.node.classList.remove('recording');
            const isSilent = loudest(samples) <= SILENT;
            control.say(isSilent ? WAS_SILENT : undefined);
            if (isSilent) return;
            row.add(await clipOf(samples, microphone.rate()));
            classes.say(row);
        }

        return {node: hold.node, rename: (name) => void (hold.node.textContent = `Record ${name}`)};
    }

    control.stop();
    return {
        node: element('div', {class: 'make-row'},
            element('div', {class: 'make-source'}, element('div', {class: 'make-eye'}, levels.node), control.node, labelled('Length of a clip', length), control.words), classes.node),
        collected: () => ({count: classes.count(), noun: 'clips', problem: problemOf(classes.rows())}),
        files: () => classFiles(classes.rows(), 'wav'),
        clear: classes.clear,
        state: classes.state,
        restore: classes.restore,
        leave: control.stop,
    };
}
