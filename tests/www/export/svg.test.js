import assert from 'node:assert/strict';
import {test} from 'node:test';
import {linesSvg} from '../../../www/export/svg-lines.js';
import {dotsSvg} from '../../../www/export/svg-scatter.js';
import {escaped, tag} from '../../../www/export/xml.js';
import {symbolPath} from '../../../www/scatter/symbols.js';

const colours = {ink: '#000', soft: '#555', line: '#ddd', paper: '#fff'};
const frame = {width: 640, height: 360, title: 'A <chart> & more', note: 'After step 3', colours};

/** @param {string} svg @param {RegExp} pattern */
const all = (svg, pattern) => [...svg.matchAll(pattern)].map(([, found]) => found);

/** Places of the points of each line. @param {string} svg */
const linesOf = (svg) => all(svg, /<polyline points="([^"]*)"/g).map((points) => points.split(' ').filter(Boolean).map((point) => point.split(',').map(Number)));

test('markup in a text is escaped, and what XML cannot hold is left out', () => {
    assert.equal(escaped('a<b & "c"\'d\'\u0000'), 'a&lt;b &amp; &quot;c&quot;&#39;d&#39;');
    assert.equal(tag('a', {href: '?x=1&y=2', title: undefined}, tag('b', {}, 'c')), '<a href="?x=1&amp;y=2"><b>c</b></a>');
});

test('a chart of lines has a title, names and units of its axes, and a legend', () => {
    const svg = linesSvg({...frame, steps: [1, 2], unit: 'squared error per pixel', isLog: false, curves: [
        {name: 'training', colour: '#123456', width: 1, values: [2, 1]},
    ]});
    assert.deepEqual(all(svg, /<text[^>]*>([^<]*)<\/text>/g).filter((text) => !/^[\d.,]+$/.test(text)).toSorted(),
        ['A &lt;chart&gt; &amp; more', 'After step 3', 'squared error per pixel', 'step', 'training']);
});

test('a smaller value lies lower, a later step farther right, and a gap is left out', () => {
    const svg = linesSvg({...frame, steps: [0, 10, 20], unit: 'loss', isLog: false, curves: [
        {name: 'one', colour: 'red', width: 1, values: [4, null, 2]},
    ]});
    const [[[x1, y1], [x2, y2]], ...others] = linesOf(svg);
    assert.equal(others.length, 0);
    assert.ok(x2 > x1 && y2 > y1);
});

test('on a logarithmic axis each tenth is as far as the one before', () => {
    const svg = linesSvg({...frame, steps: [0, 1, 2], unit: 'loss', isLog: true, curves: [
        {name: 'one', colour: 'red', width: 1, values: [1, 0.1, 0.01]},
    ]});
    const [[[, a], [, b], [, c]]] = linesOf(svg);
    assert.ok(Math.abs((b - a) - (c - b)) < 0.02 && b > a);
    assert.ok(all(svg, /<text[^>]*>([^<]*)<\/text>/g).includes('0.1'));
});

test('a share has an axis of its own, in per cent', () => {
    const svg = linesSvg({...frame, steps: [0, 1], unit: 'loss', isLog: false, curves: [
        {name: 'loss', colour: 'red', width: 1, values: [100, 50]}, {name: 'accuracy', colour: 'blue', width: 1, isShare: true, values: [0, 1]},
    ]});
    const [[, [, half]], [[, none], [, whole]]] = linesOf(svg);
    assert.ok(whole < half && half < none, 'a share of 1 is at the top, though the loss goes to 100');
    assert.ok(svg.includes('>100 %<'));
});

test('a chart without a value is drawn without a line', () => {
    const svg = linesSvg({...frame, steps: [1], unit: 'loss', isLog: true, curves: [{name: 'one', colour: 'red', width: 1, values: [null]}]});
    assert.doesNotMatch(svg, /NaN|Infinity/);
});

test('every point of a plane is a dot in the colour of its class, and the legend names the classes', () => {
    const plane = {xs: Float32Array.from([0, 1, 2]), ys: Float32Array.from([0, 1, 0]), xName: 'z1', yName: 'z2', labels: [0, 1, 0], classes: ['a', 'b']};
    const svg = dotsSvg({...frame, plane, fillOf: (label) => ['red', 'blue'][label], plain: 'black'});
    const groups = svg.split('<g fill="').slice(2).map((group) => [group.split('"')[0], [...group.matchAll(/<path d=/g)].length]);
    assert.deepEqual(groups, [['red', 2], ['blue', 1]]);
    assert.deepEqual(all(svg, />([ab])<\/text>/g), ['a', 'b']);
});

test('dots of unknown class have a group and an entry of their own', () => {
    const plane = {xs: Float32Array.from([0, 1, 2]), ys: Float32Array.from([0, 1, 0]), xName: 'z1', yName: 'z2', labels: [0, 255, 255], classes: ['a', 'b']};
    const svg = dotsSvg({...frame, plane, fillOf: (label) => label === 255 ? 'grey' : 'red', plain: 'black'});
    const groups = svg.split('<g fill="').slice(2).map((group) => [group.split('"')[0], [...group.matchAll(/<path d=/g)].length]);
    assert.deepEqual(groups, [['grey', 2], ['red', 1], ['red', 0]]);
    assert.deepEqual(all(svg, />(a|b|unknown)<\/text>/g), ['unknown', 'a', 'b']);
});

test('without labels all dots are alike, and there is no legend', () => {
    const plane = {xs: Float32Array.from([0, 1]), ys: Float32Array.from([0, 0]), xName: 'z1', yName: null, labels: [], classes: []};
    const svg = dotsSvg({...frame, plane, fillOf: () => 'red', plain: 'black'});
    assert.equal(all(svg, /(<path d=)/g).length, 2);
    assert.match(svg, /<g fill="black"/);
    assert.doesNotMatch(svg, /NaN/);
});

test('few classes share a shape, and all shapes have the same area', () => {
    const paths = Array.from({length: 10}, (_, label) => symbolPath(label, 0, 0, 100));
    assert.equal(new Set(paths).size, 5);
    for (const path of paths.filter((one) => !one.includes('a'))) {
        const corners = path.slice(1, -1).split('L').map((corner) => corner.split(',').map(Number));
        const twice = corners.reduce((sum, [x, y], i) => {
            const [before, high] = corners[(i + corners.length - 1) % corners.length];
            return sum + x * high - y * before;
        }, 0);
        assert.ok(Math.abs(Math.abs(twice) / 2 / 1e4 - Math.PI) < 0.01, path);
    }
});
