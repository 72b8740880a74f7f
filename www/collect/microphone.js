// The microphone of this computer: what it hears, a few milliseconds at a time. Nothing is kept here. Main thread.

const PATIENCE_MS = 5000;
/** As it is: what makes speech clearer takes other sounds away. */
const PLAIN = {echoCancellation: false, noiseSuppression: false, autoGainControl: false};

/**
 * @param {object} parts
 * @param {(samples: Float32Array) => void} parts.onSamples from −1 to 1
 * @param {() => void} parts.onEnd it stopped by itself, as when it is unplugged
 */
export function createMicrophone({onSamples, onEnd}) {
    /** @type {{stream: MediaStream, context: AudioContext} | null} */
    let open = null;
    let newest = 0; // start or stop

    /**
     * @param {string} [id] of one of several microphones
     * @returns {Promise<boolean>} whether it is on; false where it was stopped meanwhile
     */
    async function start(id) {
        stop();
        const mine = newest;
        if (!navigator.mediaDevices) throw new DOMException('This browser has no microphones.', 'NotFoundError');
        const stream = await navigator.mediaDevices.getUserMedia({video: false, audio: id ? {...PLAIN, deviceId: {exact: id}} : PLAIN});
        const mineOpen = {stream, context: new AudioContext()};
        if (mine !== newest) return close(mineOpen);
        open = mineOpen;
        const {context} = mineOpen;
        await context.audioWorklet.addModule(new URL('../collect/tap.js', import.meta.url));
        void context.resume().catch(() => undefined);
        if (mine !== newest) return false; // stopped, and closed by that
        const tap = new AudioWorkletNode(context, 'tap');
        // it says nothing to the loudspeaker, but is only asked on the way there
        context.createMediaStreamSource(stream).connect(tap).connect(context.destination);
        await firstMessage(tap.port).catch((thrown) => {
            if (mine === newest) throw thrown; // else it was stopped ahead of its first samples
        });
        if (mine !== newest) return false;
        tap.port.onmessage = ({data}) => mine === newest && onSamples(data);
        stream.getAudioTracks()[0].addEventListener('ended', () => {
            stop();
            onEnd();
        });
        return true;
    }

    function stop() {
        newest += 1;
        if (open) close(open);
        open = null;
    }

    return {
        start, stop,
        isOn: () => open !== null,
        /** Samples a second. */
        rate: () => open?.context.sampleRate ?? 0,
        id: () => open?.stream.getAudioTracks()[0].getSettings().deviceId ?? '',
        /** The microphones at hand, once one has been allowed. */
        all: async () => (await navigator.mediaDevices.enumerateDevices()).filter(({kind}) => kind === 'audioinput'),
    };
}

/** Waits for the first samples: a browser without a sound system gives none, and no error. @param {MessagePort} port */
const firstMessage = (port) => new Promise((resolve, reject) => {
    port.onmessage = resolve;
    setTimeout(() => reject(new DOMException('It gives no samples.', 'NotReadableError')), PATIENCE_MS);
});

/** @param {{stream: MediaStream, context: AudioContext}} open */
function close({stream, context}) {
    stream.getTracks().forEach((track) => track.stop());
    if (context.state !== 'closed') void context.close();
    return false;
}
