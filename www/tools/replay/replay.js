// The tool "Replay": the run so far as a film that one can wind. The views above show what they showed at an
// earlier step, while the training goes on. Main thread.

import {element} from '../../ui/dom.js';
import {integer} from '../../ui/format.js';
import {paceOf, placeOf, stepAfter} from './playback.js';
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
            places: steps.length,
            place: shown === null ? steps.length - 1 : placeOf(steps, shown),
            text: inWords(kept, shown, trains),
            about: shown === null ? `now, step ${integer(newest)}` : `step ${integer(shown)} of ${integer(newest)}`,
            plays: timer !== 0,
            past: shown !== null,
        });
        const turned = shown === null ? '' : 'The views show an earlier step.';
        if (spoken.textContent !== turned) spoken.textContent = turned;
    }

    /** @param {number} place */
    function seek(place) {
        stop();
        replay.seek(steps[place] ?? Infinity);
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
        help: 'How did it get here? Wind the run back: chart, copies and plane show what they showed then. Watch what the network learns first, and what it only learns late.',
        node: element('div', {}, player.node, spoken,
            element('p', {class: 'hint'}, 'Pictures of the run are kept while this tab is in sight, a few a second at most. Of a long run every second one is let go, again and again, so that what stays is spread evenly over all steps. The other tools go on asking the model as it is now.')),
        begin: back,
        update: draw,
        leave: back,
        recolour() {},
    };
}

/** @param {readonly number[]} kept @param {number | null} shown @param {boolean} trains */
function inWords(kept, shown, trains) {
    if (kept.length < 2) return 'There is nothing to look back at yet: press Start, and let it train for a moment.';
    const newest = integer(kept[kept.length - 1]);
    if (shown === null) return `This is now, step ${newest}. Drag the slider, or press Play, to look back at ${integer(kept.length)} moments since step ${integer(kept[0])}.`;
    return `Showing step ${integer(shown)} of ${newest}. ${trains ? 'Training goes on meanwhile.' : 'Training rests.'}`;
}
