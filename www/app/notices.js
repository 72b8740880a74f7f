// Notices of the page: devices, files and addresses. Main thread.

import {WEBGPU_REMEDY} from '../protocol/devices.js';
import {FINGERPRINT} from '../settings/schema.js';
import {createBanners} from '../ui/banners.js';
import {byId, element} from '../ui/dom.js';
import {integer} from '../ui/format.js';

/** @typedef {import('../ui/banners.js').Banner} Banner */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {{label: string, act: () => void}} Action */

/** @returns {ErrorEvent} */
export function noFile() {
    return {
        type: 'error', code: 'data', field: 'dataset',
        message: 'No file is open yet.', remedy: 'Open your files, or drop them anywhere on the page.',
    };
}

/** @param {string} why @returns {Banner} */
function noWebGpu(why) {
    return {key: 'device', kind: 'notice', message: `Training on the CPU. ${why}.`, remedy: WEBGPU_REMEDY};
}

/** @param {() => void} open opens the file picker @returns {Banner} */
export function missingFile(open) {
    return {
        key: 'file', kind: 'notice', message: 'This experiment used a file of your own.',
        remedy: 'Pages forget files when they are closed: open it again. Until then, here are the digits.',
        actions: [{label: 'Open files…', act: open}],
    };
}

/** @param {{left: string, next: string}} data names @param {() => void} back to the settings before @returns {Banner} */
export const dataLeft = ({left, next}, back) => ({
    key: 'data-left', kind: 'notice', message: `This experiment is on other data: ${next}.`,
    remedy: `To train on the data before, choose "${left}" under Data set.`, actions: [{label: 'Go back', act: back}],
});

/** @param {string[]} problems @returns {Banner} */
export function oddAddress(problems) {
    return {key: 'address', kind: 'error', message: 'Part of the address was ignored.', remedy: problems.join(' ')};
}

/** Help under the choice of the device. @param {import('../protocol/messages.js').Devices} devices */
function deviceNote({webgpu}) {
    if (!webgpu.available) return `${webgpu.why}. Automatic takes the CPU.`;
    const automatic = webgpu.software ? 'takes the CPU, which is faster' : 'takes the faster one for your model';
    return `Found: ${webgpu.name}. ${webgpu.why}. Automatic ${automatic}.`;
}

/** @returns {ErrorEvent} */
function otherVersion() {
    return {
        type: 'error', code: 'protocol', message: 'The page and the training module are of different versions.',
        remedy: 'Reload the page. Whoever builds it: cargo xtask schema, then cargo xtask build.',
    };
}

/** @param {{step: number, learningRate: number}} rewind @param {() => void} act @returns {Action} */
export const goBack = ({step, learningRate}, act) => ({label: `Go back to step ${step} and continue with learning rate ${learningRate}`, act});

/** Banners of the page, and the note about the devices that the first worker found. */
export function createNotices() {
    const banners = createBanners(byId('banners'));
    const deviceHelp = element('p', {class: 'choice-help'});
    /** @type {import('../protocol/messages.js').Devices | null} */
    let devices = null;

    /** @param {ErrorEvent} error @param {Action[]} [actions] */
    function showError({code, message, remedy, details}, actions) {
        banners.show({key: code, kind: 'error', message, remedy, details, actions});
    }

    /** Closes news of a graphics card that failed: something else holds by now. */
    function closeFailure() {
        if (devices?.webgpu.available) banners.close('device');
    }

    return {
        deviceHelp,
        show: banners.show,
        showError,
        /** @param {...string} keys of banners that no longer hold */
        close(...keys) {
            for (const key of keys) banners.close(key);
        },
        /** Reports what the worker found. @param {import('../protocol/messages.js').ReadyEvent} event */
        ready(event) {
            devices = event.devices;
            deviceHelp.textContent = deviceNote(devices);
            if (event.schema !== FINGERPRINT) showError(otherVersion());
            if (!devices.webgpu.available) banners.show(noWebGpu(devices.webgpu.why));
        },
        /** The run goes on elsewhere. @param {import('../protocol/messages.js').DeviceInfo} device */
        device({kind}) {
            if (kind === 'webgpu') closeFailure();
        },
        /** A lost worker or device has been replaced. @param {import('../protocol/messages.js').RecoveredEvent} event */
        recovered({cause, step, device, outlook, details}) {
            banners.close('lost');
            closeFailure();
            const message = `${cause}: the run went on from step ${integer(step)} on the ${device.name}.`;
            banners.show({key: 'recovered', kind: 'notice', message, remedy: outlook, details});
        },
        /** A run was built: closes what has been put right. @param {import('../protocol/messages.js').CreatedEvent} event */
        created({config, device}) {
            for (const key of ['diverged', 'lost', 'recovered', 'config']) banners.close(key);
            closeFailure();
            if (config.device === 'webgpu' && devices?.webgpu.available === false) banners.show(noWebGpu(device.why));
        },
    };
}

/** @typedef {ReturnType<typeof createNotices>} Notices */
