// Plays the frames of a path there and back, in one tile. Main thread.

import {createStrip} from '../../examples/strip.js';
import {button} from '../../ui/widgets.js';

const FRAME_MS = 140;

/** @typedef {import('../../examples/strip.js').Format} Format */

export function createAnimation() {
    const strip = createStrip('The path between the codes as an animation', {isFilm: true});
    const play = button('Play', toggle, {'aria-pressed': 'false'});
    /** @type {{frames: Uint8Array[], format: Format} | null} */
    let shown = null;
    let timer = 0;
    let at = 0;

    function toggle() {
        const plays = timer === 0;
        play.setAttribute('aria-pressed', String(plays));
        play.textContent = plays ? 'Stop' : 'Play';
        clearInterval(timer);
        timer = plays ? Number(setInterval(step, FRAME_MS)) : 0;
        if (!plays) strip.clear();
    }

    function step() {
        if (!shown) return;
        const {frames, format} = shown;
        const cycle = 2 * frames.length - 2;
        at = (at + 1) % cycle;
        strip.show([[{bytes: frames[Math.min(at, cycle - at)], role: 'input'}]], format);
    }

    return {
        button: play,
        node: strip.node,
        /** @param {Uint8Array[]} frames two at least @param {Format} format */
        use(frames, format) {
            shown = {frames, format};
        },
        clear() {
            shown = null;
            strip.clear();
        },
        stop: () => timer !== 0 && toggle(),
        recolour: strip.recolour,
    };
}
