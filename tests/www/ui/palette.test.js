import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {VISIONS, contrast, difference, rgbOf, seenAs} from '../support/colour-vision.js';

const LEAST_DIFFERENCE = 12; // CIEDE2000; about 1 can just be seen side by side, and dots lie apart
const LEAST_CONTRAST = 3; // WCAG 2.2, 1.4.11: graphics
const CLASSES = Array.from({length: 10}, (_, i) => `class-${i}`);
/** Lines that are drawn through, and those that their dashes tell apart too; the raw loss is a haze behind its own smoothed line. */
const LINES = ['loss-smooth', 'loss-validation'];
const DASHED = ['loss-pca', ...Array.from({length: 5}, (_, i) => `term-${i}`)];

const css = await readFile(new URL('../../../www/styles/tokens.css', import.meta.url), 'utf8');

/** @param {string} name @param {'light' | 'dark'} theme */
function token(name, theme) {
    const found = css.match(new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`));
    assert.ok(found, `tokens.css has no --${name}`);
    return rgbOf(found[theme === 'light' ? 1 : 2]);
}

/** The two that are hardest to tell apart. @param {string[]} names @param {'light' | 'dark'} theme @param {string} vision */
function closest(names, theme, vision) {
    const seen = names.map((name) => seenAs(token(name, theme), vision));
    const pairs = names.flatMap((other, j) => names.slice(0, j).map((one, i) => ({one, other, apart: difference(seen[i], seen[j])})));
    return pairs.reduce((least, pair) => pair.apart < least.apart ? pair : least);
}

for (const theme of /** @type {const} */ (['light', 'dark'])) {
    for (const vision of VISIONS) {
        test(`the classes, and the lines of the loss, are distinguishable on ${theme} paper with ${vision} vision`, () => {
            for (const names of [CLASSES, LINES]) {
                const {one, other, apart} = closest(names, theme, vision);
                assert.ok(apart >= LEAST_DIFFERENCE, `${one} and ${other} are ${apart.toFixed(1)} apart`);
            }
        });
    }

    test(`dots and lines stand out from ${theme} cards`, () => {
        for (const name of [...CLASSES, ...LINES, ...DASHED]) {
            const ratio = contrast(token(name, theme), token('card', theme));
            assert.ok(ratio >= LEAST_CONTRAST, `${name} has a contrast of ${ratio.toFixed(2)}`);
        }
    });
}

test('the difference of two colours is that of the published examples', () => {
    // Sharma, Wu and Dalal 2005, table 1: pairs 1, 7, 9, 13, 17, 25 and 34
    const examples = /** @type {const} */ ([
        [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425], [[50, 0, 0], [50, -1, 2], 2.3669],
        [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792], [[50, -0.001, 2.49], [50, 0.0009, -2.49], 4.8045],
        [[50, 2.5, 0], [73, 25, -18], 27.1492], [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
        [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
    ]);
    for (const [one, other, expected] of examples) assert.ok(Math.abs(difference([...one], [...other]) - expected) < 5e-5, `${one}`);
});

test('those who see no red take some reds for greens, and those who see no blue do not', () => {
    const [red, green] = [rgbOf('#b05030'), rgbOf('#707020')];
    const apart = Object.fromEntries(VISIONS.map((vision) => [vision, difference(seenAs(red, vision), seenAs(green, vision))]));
    assert.ok(apart.protanopia < apart.normal / 2 && apart.deuteranopia < apart.normal / 2);
    assert.ok(apart.tritanopia > apart.normal / 2);
});

test('white against black has the largest contrast there is, and grey none with itself', () => {
    assert.ok(Math.abs(contrast([255, 255, 255], [0, 0, 0]) - 21) < 1e-9);
    assert.equal(contrast([119, 119, 119], [119, 119, 119]), 1);
});

test('images are painted from black to white, whatever the theme', () => {
    assert.match(css, /--pixel-low: #000000;/);
    assert.match(css, /--pixel-high: #ffffff;/);
});
