// The door "Webcam": square pictures of the camera, a class a button that takes them while it is held. Main thread.

import {element} from '../ui/dom.js';
import {createCamera} from './camera.js';
import {classFiles, problemOf} from './class-files.js';
import {createClassRows} from './class-rows.js';
import {createDeviceSwitch} from './device-switch.js';
import {CAMERA} from './device-trouble.js';
import {createHoldButton, enableAll} from './hold-button.js';

const EVERY_MS = 125; // eight pictures a second
const HELP = 'Hold the button of a class to take 8 pictures a second. Move a little, so that no two are the same.';

/** @param {import('./registry.js').DoorParts} parts @returns {import('./registry.js').Door} */
export function createWebcam({onChange}) {
    const camera = createCamera(() => control.ended());
    /** @type {ReturnType<typeof createHoldButton>[]} */
    const holds = [];
    const control = createDeviceSwitch({
        source: camera, device: CAMERA, help: HELP, privacy: 'Its pictures stay in this browser: nothing is sent anywhere.', onTurn: (isOn) => enableAll(holds, isOn),
    });
    const classes = createClassRows({adderOf, onChange});

    /** @param {import('./class-rows.js').Row} row @returns {import('./class-rows.js').Adder} */
    function adderOf(row) {
        const hold = createHoldButton({everyMs: () => EVERY_MS, act: () => void camera.take().then(row.add), onEnd: () => classes.say(row)});
        hold.node.disabled = !camera.isOn();
        holds.push(hold);
        return {node: hold.node, rename: (name) => void (hold.node.textContent = `Hold for ${name}`)};
    }

    control.stop();
    return {
        node: element('div', {class: 'make-row'},
            element('div', {class: 'make-source'}, element('div', {class: 'make-eye'}, camera.node), control.node, control.words), classes.node),
        collected: () => ({count: classes.count(), noun: 'pictures', problem: problemOf(classes.rows())}),
        files: () => classFiles(classes.rows(), 'png'),
        clear: classes.clear,
        state: classes.state,
        restore: classes.restore,
        leave: control.stop,
    };
}
