// The tool "Replay": shows earlier steps of the run in the views above, while training goes on. Main thread.

import {element} from '../../ui/dom.js';
import {integer} from '../../ui/format.js';
import {indexOf, paceOf, stepAfter} from './playback.js';
import {createPlayer} from './player.js';

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createReplay({replay}) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const player = createPlayer({onSeek: seek, onPlay: toggle, onNow: back});
    const spoken = element('p', {class: 'visually-hidden', role: 'status'});
    /** @type {readonly number[]} */
    let steps = []; // as the slider has them
    let timer = 0;

    function draw() {
        const {steps: kept, shown, trains} = replay.state();
        if (!player.isHeld()) steps = kept;
        const newest = kept.at(-1) ?? 0;
        player.show({
            count: steps.length,
            index: shown === null ? steps.length - 1 : indexOf(steps, shown),
            note: inWords(kept, shown, trains),
            about: shown === null ? `now, step ${integer(newest)}` : `step ${integer(shown)} of ${integer(newest)}`,
            plays: timer !== 0,
            past: shown !== null,
        });
        const turned = shown === null ? '' : 'The views show an earlier step.';
        if (spoken.textContent !== turned) spoken.textContent = turned;
    }

    /** @param {number} index */
    function seek(index) {
        stop();
        replay.seek(steps[index] ?? Infinity);
        draw();
    }

    function toggle() {
        if (timer !== 0) {
            stop();
            return draw();
        }
        const {steps: kept, shown} = replay.state();
        if (kept.length < 2) return;
        const {everyMs, stride} = paceOf(kept.length, calm.matches);
        timer = Number(setInterval(() => step(stride), everyMs));
        if (shown === null) replay.seek(kept[0]);
        draw();
    }

    /** @param {number} stride */
    function step(stride) {
        const {steps: kept, shown} = replay.state();
        const next = shown === null ? null : stepAfter(kept, shown, stride);
        if (next === null) back();
        else replay.seek(next);
    }

    function stop() {
        clearInterval(timer);
        timer = 0;
    }

    function back() {
        stop();
        replay.showNewest();
        draw();
    }

    replay.subscribe(draw);
    return {
        label: 'Replay',
        help: 'How did it get here? Go back in the run: loss chart, reconstructions and latent space show an earlier step. Watch what the network learns first, and what it learns last.',
        node: element('div', {}, player.node, spoken,
            element('p', {class: 'hint'}, 'Snapshots are kept while this browser tab is visible, a few per second at most. Of a long run every second one is dropped, again and again, so that the rest are spread evenly over all steps. The other tools go on with the newest model.')),
        begin: back,
        update: draw,
        leave: back,
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
