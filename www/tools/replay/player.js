// The controls of the replay: a slider over the kept steps, play, and back to now. While an earlier step is shown they stay in
// sight at the foot of the window, below the views that they move. Main thread.

import {element} from '../../ui/dom.js';
import {button} from '../../ui/widgets.js';

/**
 * @param {object} listeners
 * @param {(index: number) => void} listeners.onSeek
 * @param {() => void} listeners.onPlay
 * @param {() => void} listeners.onNow
 */
export function createPlayer({onSeek, onPlay, onNow}) {
    const slider = element('input', {
        type: 'range', min: '0', step: '1', class: 'player-slider', 'aria-label': 'Step that is shown',
        oninput: () => onSeek(slider.valueAsNumber),
    });
    const play = button('Play', onPlay, {class: 'small player-play', 'aria-pressed': 'false'});
    const now = button('Back to now', onNow);
    const text = element('p', {class: 'tool-text replay-status'});
    const bar = element('div', {class: 'player', role: 'group', 'aria-label': 'Replay'}, play, slider, now, text);
    const node = element('div', {class: 'player-slot'}, bar);
    let isHeld = false; // the pointer holds the slider, whose ends must not move
    let isPast = false;
    let isSeen = true;

    slider.addEventListener('keydown', (event) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        onPlay();
    });
    slider.addEventListener('pointerdown', () => {
        isHeld = true;
    });
    for (const end of ['pointerup', 'pointercancel', 'blur']) {
        slider.addEventListener(end, () => {
            isHeld = false;
        });
    }
    // not below the bar of the buttons on phones, nor above the header elsewhere
    new IntersectionObserver((entries) => {
        isSeen = entries[entries.length - 1].intersectionRatio > 0.95;
        dock();
    }, {rootMargin: '-56px 0px -76px 0px', threshold: [0, 0.95, 1]}).observe(node);

    function dock() {
        const isDocked = isPast && !isSeen && node.offsetParent !== null;
        if (isDocked === bar.classList.contains('docked')) return;
        // its space stays free, so that nothing jumps
        node.style.minHeight = isDocked ? `${bar.offsetHeight}px` : '';
        bar.classList.toggle('docked', isDocked);
    }

    return {
        node,
        isHeld: () => isHeld,
        /** @param {{count: number, index: number, note: string, about: string, plays: boolean, past: boolean}} shown */
        show({count, index, note, about, plays, past}) {
            slider.max = String(Math.max(0, count - 1));
            slider.valueAsNumber = index;
            slider.disabled = play.disabled = count < 2;
            slider.setAttribute('aria-valuetext', about);
            if (text.textContent !== note) text.textContent = note;
            play.textContent = plays ? 'Stop' : 'Play';
            play.setAttribute('aria-pressed', String(plays));
            now.disabled = !past;
            isPast = past;
            bar.classList.toggle('past', past);
            dock();
        },
    };
}
