import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSpatialIndex} from '../../../www/scatter/spatial-index.js';

const box = {left: 0, right: 100, top: 0, bottom: 200};
const target = /** @type {[Float32Array, Float32Array]} */ ([Float32Array.of(0, 1, 2, NaN), Float32Array.of(0, 0, 1, 0)]);
const whole = () => ({target, box, domain: /** @type {[any, any]} */ ([{min: 0, max: 2}, {min: 0, max: 1}])});

test('the nearest point is found within reach only', () => {
    const index = createSpatialIndex(() => false);
    assert.equal(index.nearest(whole(), {x: 52, y: 199, reach: 5}), 1);
    assert.equal(index.nearest(whole(), {x: 25, y: 150, reach: 5}), -1);
    assert.equal(index.nearest(whole(), {x: 60, y: 150}), 1, 'without a reach, the nearest of all');
});

test('a hidden point, or one without a position, is never found', () => {
    const index = createSpatialIndex((i) => i === 1);
    assert.equal(index.nearest(whole(), {x: 52, y: 199, reach: 30}), -1);
});

test('the reach is in pixels of the screen, however far one has zoomed in', () => {
    const index = createSpatialIndex(() => false);
    index.nearest(whole(), {x: 0, y: 0});
    const closer = {...whole(), domain: /** @type {[any, any]} */ ([{min: 0.9, max: 1.1}, {min: 0, max: 0.1}])};
    assert.equal(index.nearest(closer, {x: 60, y: 200, reach: 12}), 1);
    assert.equal(index.nearest(closer, {x: 70, y: 200, reach: 12}), -1);
});

test('moved points are found after an update', () => {
    const index = createSpatialIndex(() => false);
    const plane = whole();
    assert.equal(index.nearest(plane, {x: 0, y: 200, reach: 3}), 0);
    plane.target = [Float32Array.of(2), Float32Array.of(1)];
    index.forget();
    assert.equal(index.nearest(plane, {x: 100, y: 0, reach: 3}), 0);
});

test('without points there is nothing to find', () => {
    assert.equal(createSpatialIndex(() => false).nearest({target: null, domain: null, box: null}, {x: 0, y: 0}), -1);
});
