// Buttons that play the example of a tile, one at a time. Loaded with the first examples that are sounds. Main thread.

import {inSlices} from '../scheduling/slices.js';
import {loudspeaker, play} from '../sound/player.js';
import {samplesOf} from '../sound/samples.js';
import {loadStyle} from '../ui/style-sheet.js';
import {button} from '../ui/widgets.js';

/** @typedef {import('../protocol/answers.js').Sound} Sound */

const SHORT_S = 0.6; // a shorter sound is repeated

let newest = 0; // press of one of the buttons

/** The looks of the buttons: they show below tiles of an element of the class `heard`. */
export const loadPlayStyle = () => loadStyle('styles/sound.css');

/**
 * @param {Pick<ReturnType<typeof import('./tile.js').createTile>, 'bytes'>} tile
 * @param {string} name of what it shows
 * @param {() => Sound | null} soundNow how its bytes sound
 */
export function playButton(tile, name, soundNow) {
    const node = button('▶', () => void press(), {class: 'small play', title: 'Play', 'aria-label': `Play ${name}`});

    async function press() {
        const [bytes, sound] = [tile.bytes(), soundNow()];
        if (!bytes || !sound) return;
        const mine = newest += 1;
        loudspeaker(); // which the press opens, and not what comes after a while
        setWorking(true);
        const samples = await inSlices(samplesOf(bytes, sound), () => mine === newest);
        setWorking(false);
        if (samples) void play(samples, sound.rate, {seconds: SHORT_S, repeats: sound.repeats});
    }

    /** @param {boolean} isWorking */
    function setWorking(isWorking) {
        node.textContent = isWorking ? '…' : '▶';
        node.title = isWorking ? 'Working' : 'Play';
        node.setAttribute('aria-busy', String(isWorking));
    }

    return node;
}
