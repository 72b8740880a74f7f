import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bandPath, floorPoints, linePoints, tracePath} from '../../../www/examples/signal-path.js';
import {meanOfColours} from '../../../www/examples/colormap.js';
import {singleTileSize, tileSize} from '../../../www/examples/painter.js';
import {termsOf} from '../../../www/examples/terms.js';

const box = {x: 10, y: 20, width: 106, height: 46};
const signal = {kind: /** @type {const} */ ('sequence'), width: 140, height: 1, channels: 1};

/** A path that writes down what is drawn. */
function recorder() {
    /** @type {string[]} */
    const calls = [];
    return {
        calls,
        beginPath: () => void calls.push('begin'),
        moveTo: (/** @type {number} */ x, /** @type {number} */ y) => void calls.push(`M${x},${y}`),
        lineTo: (/** @type {number} */ x, /** @type {number} */ y) => void calls.push(`L${x},${y}`),
        closePath: () => void calls.push('close'),
    };
}

test('a sequence runs from left to right, lowest at the bottom and highest at the top, with a margin', () => {
    const points = linePoints(Uint8Array.of(0, 255, 51), box);
    assert.deepEqual([...points], [13, 63, 63, 23, 113, 55]);
});

test('no sample leaves the box, however many there are', () => {
    const bytes = Uint8Array.from({length: 140}, (_, i) => i * 37 % 256);
    const points = linePoints(bytes, box);
    for (let i = 0; i < points.length; i += 2) {
        assert.ok(points[i] >= box.x && points[i] <= box.x + box.width, `x of sample ${i / 2}`);
        assert.ok(points[i + 1] >= box.y && points[i + 1] <= box.y + box.height, `y of sample ${i / 2}`);
    }
});

test('a sequence of one sample is a point, and one of none is nothing', () => {
    assert.deepEqual([...linePoints(Uint8Array.of(255), box)], [13, 23]);
    assert.equal(linePoints(new Uint8Array(), box).length, 0);
});

test('a line goes through every point once, and a new path begins with it', () => {
    const path = recorder();
    tracePath(path, Float32Array.of(1, 2, 3, 4, 5, 6));
    assert.deepEqual(path.calls, ['begin', 'M1,2', 'L3,4', 'L5,6']);
});

test('a band goes along one line and back along the other', () => {
    const path = recorder();
    bandPath(path, Float32Array.of(1, 2, 3, 4), Float32Array.of(1, 9, 3, 9));
    assert.deepEqual(path.calls, ['begin', 'M1,2', 'L3,4', 'L3,9', 'L1,9', 'close']);
});

test('the floor is the line of a sequence of zeros', () => {
    assert.deepEqual([...floorPoints(2, box)], [13, 63, 113, 63]);
});

test('the tile of a sequence is wide, takes the room it is given, and does not grow with its samples', () => {
    assert.deepEqual(tileSize(signal, 120, 1), tileSize({...signal, width: 5000}, 120, 2));
    const {width, height} = singleTileSize(signal, 1);
    assert.ok(width > 2 * height && height >= 40, `${width} x ${height}`);
});

test('the tile of an image keeps its proportions and covers whole device pixels', () => {
    const image = {kind: /** @type {const} */ ('image'), width: 28, height: 14, channels: 1};
    assert.deepEqual(tileSize(image, 60, 1), {width: 56, height: 28});
    assert.deepEqual(tileSize(image, 60, 2), {width: 56, height: 28});
    assert.deepEqual(tileSize(image, 20, 1), {width: 28, height: 14}, 'no pixel is left out');
});

test('the error of a coloured pixel is that of its colours in the mean', () => {
    assert.deepEqual([...meanOfColours(Uint8Array.of(30, 60, 90, 255, 0, 0))], [60, 85]);
});

test('a signal is not called a picture', () => {
    assert.notEqual(termsOf(signal).one, termsOf({kind: 'image'}).one);
});
