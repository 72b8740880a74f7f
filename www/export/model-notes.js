// Notes of the page in a saved model: the devices that trained it, and whether it is exactly repeatable. They stand in the
// metadata of the safetensors file, next to those of the core. Other programs skip them. Pure.

/** @typedef {import('../runs/device-stretches.js').DeviceStretch} DeviceStretch */
/** @typedef {{devices: DeviceStretch[], repeatable: 'yes' | 'no'}} ModelNotes `devices`: oldest first, none where nothing is known */

const KEY = 'hourglass.page';
const MOST_DEVICES = 100;
const LONGEST_NAME = 200;

/** The file with notes added. @param {Uint8Array} bytes of a whole safetensors file @param {ModelNotes} notes @returns {Uint8Array<ArrayBuffer>} */
export function withNotes(bytes, notes) {
    const {header, data} = split(bytes);
    const metadata = {...header.__metadata__, [KEY]: JSON.stringify(notes)};
    const text = new TextEncoder().encode(JSON.stringify({...header, __metadata__: metadata}));
    const length = Math.ceil(text.length / 8) * 8; // numbers begin at a multiple of eight bytes
    const noted = new Uint8Array(8 + length + data.length);
    new DataView(noted.buffer).setBigUint64(0, BigInt(length), true);
    noted.fill(0x20, 8, 8 + length);
    noted.set(text, 8);
    noted.set(data, 8 + length);
    return noted;
}

/** Notes of a file, as far as they are sound. @param {Uint8Array} bytes @returns {ModelNotes} */
export function notesOf(bytes) {
    try {
        const {devices, repeatable} = JSON.parse(split(bytes).header.__metadata__[KEY]);
        return {devices: areStretches(devices) ? devices : [], repeatable: repeatable === 'yes' ? 'yes' : 'no'};
    } catch {
        return {devices: [], repeatable: 'no'};
    }
}

/** @param {Uint8Array} bytes */
function split(bytes) {
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes.subarray(8, 8 + length)));
    return {header, data: bytes.subarray(8 + length)};
}

/** @param {any} value @returns {value is DeviceStretch[]} */
function areStretches(value) {
    if (!Array.isArray(value) || value.length === 0 || value.length > MOST_DEVICES) return false;
    return value.every((one, i) => typeof one?.name === 'string' && one.name.length <= LONGEST_NAME
        && (i === 0 ? one.from === 0 : Number.isSafeInteger(one.from) && one.from > value[i - 1].from));
}
