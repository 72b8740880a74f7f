// The camera of this computer: its picture on the page, and square pictures taken from it. They stay in the page. Main thread.

import {context2d} from '../ui/canvas.js';
import {element} from '../ui/dom.js';
import {pngOf} from './png.js';

const SIDE = 96; // pixels of a picture that is taken

/** @param {() => void} onEnd the camera stopped by itself, as when it is unplugged */
export function createCamera(onEnd) {
    const video = element('video', {class: 'camera', playsInline: true, muted: true, autoplay: true, 'aria-label': 'Picture of the camera'});
    const canvas = element('canvas', {width: SIDE, height: SIDE});
    /** @type {MediaStream | null} */
    let stream = null;
    let newest = 0; // start or stop

    /**
     * @param {string} [id] of one of several cameras
     * @returns {Promise<boolean>} whether it is on; false where it was stopped meanwhile
     */
    async function start(id) {
        stop();
        const mine = newest;
        if (!navigator.mediaDevices) throw new DOMException('This browser has no cameras.', 'NotFoundError');
        const size = {width: {ideal: 640}, height: {ideal: 480}};
        const opened = await navigator.mediaDevices.getUserMedia({audio: false, video: id ? {...size, deviceId: {exact: id}} : size});
        if (mine !== newest) {
            end(opened);
            return false;
        }
        stream = opened;
        const [track] = stream.getVideoTracks();
        track.addEventListener('ended', () => {
            stop();
            onEnd();
        });
        // a camera that looks at its user shows them as a mirror does
        video.classList.toggle('mirrored', track.getSettings().facingMode !== 'environment');
        video.srcObject = stream;
        await video.play().catch((thrown) => {
            if (mine === newest) throw thrown; // else it was stopped ahead of its first picture
        });
        return mine === newest;
    }

    function stop() {
        newest += 1;
        if (stream) end(stream);
        stream = video.srcObject = null;
    }

    /** A picture of the square in the middle. @returns {Promise<Blob>} */
    function take() {
        const {videoWidth: width, videoHeight: height} = video;
        const side = Math.min(width, height);
        const context = context2d(canvas);
        const isMirrored = video.classList.contains('mirrored');
        context.setTransform(isMirrored ? -1 : 1, 0, 0, 1, isMirrored ? SIDE : 0, 0);
        context.imageSmoothingQuality = 'high';
        context.drawImage(video, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIDE, SIDE);
        return pngOf(canvas);
    }

    /** The cameras at hand, once one has been allowed. */
    const all = async () => (await navigator.mediaDevices.enumerateDevices()).filter(({kind}) => kind === 'videoinput');

    return {
        node: video, start, stop, take, all,
        isOn: () => stream !== null,
        id: () => stream?.getVideoTracks()[0].getSettings().deviceId ?? '',
    };
}

/** @param {MediaStream} stream */
const end = (stream) => stream.getTracks().forEach((track) => track.stop());
