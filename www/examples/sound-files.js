// Packed sounds (MP3, Ogg, FLAC, M4A, WebM) as WAV files, by the browser's decoder, in zip archives too. Loaded with the first of them, or
// the first archive. Main thread.

/** @typedef {import('./dropped-files.js').OpenedFile} OpenedFile */

/** Samples a second: enough for speech, and few enough for an hour of it. */
const RATE = 16_000;
const HEADER = 44;
const LARGEST = 32_767;

/** Names of packed sounds. */
const PACKED = /\.(mp3|m4a|aac|og[ag]|opus|flac|web[am]|mp4)$/i;
/** The same among the names at the end of an archive. */
const PACKED_INSIDE = /\.(mp3|m4a|aac|og[ag]|opus|flac|web[am]|mp4)/i;
/** Bytes that the list of names takes in an archive, at most. */
const LONGEST_LIST = 4 << 20;

/**
 * The same files, but WAV in the place of each sound that the browser decodes, under the same name; sounds of archives come apart.
 * Others stay as they are, and the core says why they are left out.
 * @param {OpenedFile[]} files
 * @param {(archives: OpenedFile[]) => Promise<{name: string, bytes: Uint8Array<ArrayBuffer>}[]>} packedSounds those in archives
 */
export async function withDecodedSounds(files, packedSounds) {
    const read = [];
    // one after the other: an hour of sound takes hundreds of megabytes
    for (const file of files) read.push(PACKED.test(file.name) ? await decodedFile(file) ?? file : file);
    const archives = [];
    for (const file of files) if (/\.zip$/i.test(file.name) && await mayHoldSounds(file)) archives.push(file);
    const decoded = [];
    for (const {name, bytes} of archives.length > 0 ? await packedSounds(archives) : []) {
        const sound = await decodedFile({name, arrayBuffer: async () => bytes.slice().buffer});
        if (sound) decoded.push(sound);
    }
    return {files: read, decoded};
}

/** True of an archive whose list of files, at its end, names a packed sound. @param {OpenedFile} file */
async function mayHoldSounds(file) {
    const bytes = await file.arrayBuffer();
    const list = new Uint8Array(bytes, Math.max(0, bytes.byteLength - LONGEST_LIST));
    return PACKED_INSIDE.test(new TextDecoder('latin1').decode(list));
}

/** A sound as WAV; null where the browser cannot decode it. @param {OpenedFile} file @returns {Promise<OpenedFile | null>} */
async function decodedFile(file) {
    const bytes = await file.arrayBuffer();
    try {
        const context = new OfflineAudioContext(1, 1, RATE);
        const wav = new Blob([wavOf(mixed(await context.decodeAudioData(bytes)), RATE)]);
        return {name: file.name, arrayBuffer: () => wav.arrayBuffer()};
    } catch {
        return null;
    }
}

/** The mean of the channels. @param {AudioBuffer} sound */
function mixed(sound) {
    const samples = sound.getChannelData(0).slice();
    for (let channel = 1; channel < sound.numberOfChannels; channel += 1) {
        sound.getChannelData(channel).forEach((value, at) => (samples[at] += value));
    }
    return samples.map((value) => value / sound.numberOfChannels);
}

/** A WAV file of one channel and 16 bits. @param {Float32Array} samples from −1 to 1 @param {number} rate samples a second @returns {ArrayBuffer} */
export function wavOf(samples, rate) {
    const bytes = new ArrayBuffer(HEADER + 2 * samples.length);
    const view = new DataView(bytes);
    /** @param {number} at @param {string} text */
    const write = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
    write(0, 'RIFF');
    view.setUint32(4, bytes.byteLength - 8, true);
    write(8, 'WAVE');
    write(12, 'fmt ');
    view.setUint32(16, 16, true); // bytes of this part
    view.setUint16(20, 1, true); // whole numbers
    view.setUint16(22, 1, true); // channels
    view.setUint32(24, rate, true);
    view.setUint32(28, 2 * rate, true); // bytes a second
    view.setUint16(32, 2, true); // bytes of a moment
    view.setUint16(34, 16, true); // bits
    write(36, 'data');
    view.setUint32(40, 2 * samples.length, true);
    samples.forEach((value, i) => view.setInt16(HEADER + 2 * i, Math.round(LARGEST * Math.max(-1, Math.min(1, value))), true));
    return bytes;
}
