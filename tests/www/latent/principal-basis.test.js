import assert from 'node:assert/strict';
import {beforeEach, mock, test} from 'node:test';
import {coordinateOf, coordinatesOf} from '../../../www/latent/basis.js';
import {createPrincipalBasis} from '../../../www/latent/principal-basis.js';
import {meanOf} from '../../../www/latent/selection-stats.js';

const FOLLOWING = {isCentred: true, isForced: false};

let time = 0;
mock.timers.enable({apis: ['setTimeout']});
mock.method(performance, 'now', () => time);

/** @param {number} ms */
function pass(ms) {
    time += ms;
    mock.timers.tick(ms);
}

beforeEach(() => pass(1e6)); // no test sees the timers of another

/** Codes around (10, 5, 1) that vary along one latent dimension. @param {number} dimension */
const codesAlong = (dimension) => Float32Array.from({length: 9}, (_, at) => [10, 5, 1][at % 3] + (at % 3 === dimension ? 2 * Math.floor(at / 3) : 0));
const [before, after] = [codesAlong(0), codesAlong(1)];

/** The latent dimension of the first axis. @param {import('../../../www/latent/basis.js').Basis} basis */
const firstOf = ({directions}) => directions?.[0].findIndex((value) => Math.abs(value) > 0.9);

/** A basis that has just been computed. */
function setUp() {
    const ended = mock.fn();
    const principal = createPrincipalBasis(ended);
    principal.update(before, 3, FOLLOWING);
    return {principal, ended: () => ended.mock.callCount()};
}

test('coordinates are measured from the mean code, or from 0 where they are values of a prior', () => {
    const {principal} = setUp();
    assert.deepEqual([...coordinatesOf(principal.update(before, 3, FOLLOWING), before, 0)].map(Math.round), [-2, 0, 2]);
    assert.deepEqual([...coordinatesOf(principal.update(before, 3, {isCentred: false, isForced: false}), before, 0)].map(Math.round), [10, 12, 14]);
});

test('while the directions pause, the mean code is still 0', () => {
    const {principal} = setUp();
    const moved = before.map((value) => value + 3);
    const basis = principal.update(moved, 3, FOLLOWING);
    for (const axis of [0, 1, 2]) assert.ok(Math.abs(coordinateOf(basis, meanOf(moved, 3), axis)) < 1e-5);
});

test('directions stay until their pause is over, unless they are forced', () => {
    const {principal} = setUp();
    assert.equal(firstOf(principal.update(after, 3, FOLLOWING)), 0);
    assert.equal(firstOf(principal.update(after, 3, {isCentred: true, isForced: true})), 1);
    pass(1000);
    assert.equal(firstOf(principal.update(before, 3, FOLLOWING)), 0);
});

test('directions that were skipped catch up once, with no further codes', () => {
    const {principal, ended} = setUp();
    pass(1000);
    assert.equal(ended(), 0, 'nothing was skipped');
    principal.update(before, 3, FOLLOWING);
    principal.update(after, 3, FOLLOWING);
    principal.update(after, 3, FOLLOWING);
    pass(1000);
    assert.equal(ended(), 1);
    assert.equal(firstOf(principal.update(after, 3, FOLLOWING)), 1);
    pass(1000);
    assert.equal(ended(), 1);
});

test('a newer computation has nothing to catch up with, and neither has another run', () => {
    const {principal, ended} = setUp();
    principal.update(after, 3, FOLLOWING);
    principal.update(after, 3, {isCentred: true, isForced: true});
    principal.update(after, 3, FOLLOWING);
    principal.forget();
    pass(1000);
    assert.equal(ended(), 0);
});

test('another run has directions of its own at once', () => {
    const {principal} = setUp();
    principal.forget();
    assert.equal(firstOf(principal.update(after, 3, FOLLOWING)), 1);
});
