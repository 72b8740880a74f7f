// The tool "Replay": shows earlier steps of the run in the views above, while training goes on. Main thread.

import {element} from '../../ui/dom.js';
import {integer} from '../../ui/format.js';
import {createPlayback, indexOf} from './playback.js';
import {createPlayer} from './player.js';

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createReplay({replay}) {
    const playback = createPlayback(replay, draw);
    const player = createPlayer({onSeek: (index) => playback.seek(steps[index] ?? Infinity), onPlay: playback.toggle, onNow: playback.back});
    const spoken = element('p', {class: 'visually-hidden', role: 'status'});
    /** @type {readonly number[]} */
    let steps = []; // as the slider has them

    function draw() {
        const {steps: kept, shown, trains} = replay.state();
        if (!player.isHeld()) steps = kept;
        const newest = kept.at(-1) ?? 0;
        player.show({
            count: steps.length,
            index: shown === null ? steps.length - 1 : indexOf(steps, shown),
            note: inWords(kept, shown, trains),
            about: shown === null ? `now, step ${integer(newest)}` : `step ${integer(shown)} of ${integer(newest)}`,
            plays: playback.plays(),
            past: shown !== null,
        });
        const turned = shown === null ? '' : 'The views show an earlier step.';
        if (spoken.textContent !== turned) spoken.textContent = turned;
    }

    replay.subscribe(draw);
    return {
        label: 'Replay',
        help: 'How did it get here? Go back in the run: loss chart, reconstructions and latent space show an earlier step. Watch what the network learns first, and what it learns last.',
        node: element('div', {}, player.node, spoken,
            element('p', {class: 'hint'}, 'Snapshots are kept while this browser tab is visible, a few per second at most. Of a long run every second one is dropped, again and again, so that the rest are spread evenly over all steps. The other tools go on with the newest model.')),
        begin: playback.back,
        update: draw,
        leave: playback.back,
        recolour() {},
    };
}

/** @param {readonly number[]} kept @param {number | null} shown @param {boolean} trains */
function inWords(kept, shown, trains) {
    if (kept.length < 2) return 'There is nothing to replay yet: press Start, and let it train for a while.';
    const newest = integer(kept[kept.length - 1]);
    if (shown === null) return `This is now, step ${newest}. Drag the slider, or press Play, to replay ${integer(kept.length)} snapshots since step ${integer(kept[0])}.`;
    return `Showing step ${integer(shown)} of ${newest}. ${trains ? 'Training goes on meanwhile.' : 'Training is paused.'}`;
}
