// Measures how fast the latent space plot is drawn: synthetic points move all the time, as during training.
// Counts the frames that the browser shows.

import {createPointStates} from '../www/scatter/selection.js';
import {createScatter} from '../www/scatter/scatter.js';

const SNAPSHOT_MS = 200;
const SIDE = 8;
const CLASSES = 10;

const host = document.getElementById('host');
const states = createPointStates();
const plane = createScatter(host, {label: 'Latent space', bar: document.getElementById('bar'), states});

/** Ten clouds, a little elsewhere in every snapshot. */
function codesAt(count, snapshot) {
    const spread = (i, k) => Math.sin(i * (12.9898 + k) + 0.05 * snapshot) * Math.cos(i * 7.233 * (k + 1));
    const along = (k) => Float32Array.from({length: count}, (_, i) => 3 * Math.cos(2 * Math.PI * ((i % CLASSES) / CLASSES - k / 4)) + spread(i, k));
    return [along(0), along(1)];
}

const CASES = {
    'dots': () => plane.setThumbnails(false),
    'dots, a class highlighted': () => states.change({highlighted: 3}),
    'thumbnails': () => {
        states.change({highlighted: -1});
        plane.setThumbnails(true);
    },
};

/** Frames a second, and how long drawing held the thread up, in ms. */
function watch(count, seconds) {
    return new Promise((resolve) => {
        const begun = performance.now();
        let [frames, snapshot, shownAt] = [0, 0, -Infinity];
        let last = begun;
        const gaps = [];
        function tick(now) {
            frames += 1;
            gaps.push(now - last);
            last = now;
            if (now - shownAt > SNAPSHOT_MS) {
                plane.show(codesAt(count, snapshot++), {jump: false});
                shownAt = now;
            }
            plane.redraw();
            if (performance.now() - begun < 1000 * seconds) return void requestAnimationFrame(tick);
            gaps.sort((a, b) => a - b);
            resolve({frames, fps: 1000 * frames / (performance.now() - begun), slowest: gaps[Math.floor(0.95 * gaps.length)]});
        }
        requestAnimationFrame(tick);
    });
}

globalThis.prepare = (count) => {
    const labels = Uint8Array.from({length: count}, (_, i) => i % CLASSES);
    const points = Uint8Array.from({length: count * SIDE * SIDE}, (_, i) => 255 * ((i * 7919) % 13) / 12);
    const dataset = {kind: 'image', width: SIDE, height: SIDE, channels: 1, classes: [...labels.subarray(0, CLASSES)].map(String), validation: count};
    states.begin(labels, count);
    plane.begin({pointLabels: labels, points, description: {dataset}});
    return Object.keys(CASES);
};

globalThis.measure = (name, count, seconds) => {
    CASES[name]();
    return watch(count, seconds);
};
