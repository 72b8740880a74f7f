// Searches class colours that stay apart with every kind of colour vision and stand out from the card. Maximises the
// least difference (CIEDE2000) over all pairs and visions; each class has its own hue in both themes.
// Usage: node scripts/palette.mjs light|dark [rounds]. Prints what it finds, for www/styles/tokens.css.

import {readFile} from 'node:fs/promises';
import {VISIONS, contrast, difference, rgbOf, seenAs} from '../tests/www/support/colour-vision.js';

const [theme = 'light', rounds = '60000'] = process.argv.slice(2);
const css = await readFile(new URL('../www/styles/tokens.css', import.meta.url), 'utf8');
const card = rgbOf(css.match(/--card: light-dark\((#\w+), (#\w+)\)/)[theme === 'light' ? 1 : 2]);
/** Contrast with the card: more than the 3 that WCAG 2.2 asks of graphics, and no black and white. */
const [WEAK, STRONG] = {light: [3.1, 8.5], dark: [3.4, 11.5]}[theme];
/** Hue in L*a*b* and least and most chroma of each class: blue, gold, red, grey, purple, brown, orange, green, pink, teal. */
const ALLOWED = [
    [275, 30, 75], [85, 40, 90], [32, 55, 90], [240, 0, 14], [315, 35, 85],
    [60, 12, 42], [58, 50, 95], [135, 25, 75], [350, 30, 75], [200, 20, 60],
];
const HUE_WINDOW = 15;

// numbers from 0 to 1, the same in every search (mulberry32)
let seed = 1;
function random() {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

function fits(colour, [hue, least, most]) {
    const against = contrast(colour, card);
    const [, a, b] = seenAs(colour, 'normal');
    const chroma = Math.hypot(a, b);
    const turn = Math.abs((Math.atan2(b, a) * 180 / Math.PI - hue + 540 + 360) % 360 - 180);
    return against >= WEAK && against <= STRONG && chroma >= least && chroma <= most && (least === 0 || turn <= HUE_WINDOW);
}

/** A colour that is allowed, near another where there is one. */
function next(allowed, from, reach) {
    for (;;) {
        const colour = [0, 1, 2].map((c) => from ? from[c] + reach * (2 * random() - 1) : 255 * random())
            .map((value) => Math.round(Math.min(255, Math.max(0, value))));
        if (fits(colour, allowed)) return colour;
    }
}

const seen = (colour) => VISIONS.map((vision) => seenAs(colour, vision));
const between = (one, other) => Math.min(...one.map((lab, i) => difference(lab, other[i])));
const least = (table) => Math.min(...table.flat());

let colours = ALLOWED.map((allowed) => next(allowed));
let labs = colours.map(seen);
let table = labs.map((one, i) => labs.map((other, j) => i === j ? Infinity : between(one, other)));
let best = {least: least(table), colours};
// one of the two that are closest moves; worse is taken now and then, ever less often
for (let round = 0; round < Number(rounds); round++) {
    const heat = 1 - round / Number(rounds);
    const now = least(table);
    const closest = table.findIndex((row) => row.includes(now));
    const pair = [closest, table[closest].indexOf(now)];
    const moved = random() < 0.8 ? pair[Number(random() < 0.5)] : Math.floor(random() * colours.length);
    const colour = next(ALLOWED[moved], colours[moved], 4 + 60 * heat * random());
    const lab = seen(colour);
    const row = labs.map((other, j) => j === moved ? Infinity : between(lab, other));
    const candidate = table.map((line, i) => i === moved ? row : line.map((value, j) => j === moved ? row[i] : value));
    const gain = least(candidate) - now;
    if (gain < 0 && random() > Math.exp(gain / (0.8 * heat + 1e-3))) continue;
    colours = colours.with(moved, colour);
    labs = labs.with(moved, lab);
    table = candidate;
    if (least(table) > best.least) best = {least: least(table), colours};
}
console.log(`${theme}: at least ${best.least.toFixed(1)} apart`);
best.colours.forEach((colour, i) => {
    const hex = colour.map((value) => value.toString(16).padStart(2, '0')).join('');
    console.log(`--class-${i}: #${hex}, contrast ${contrast(colour, card).toFixed(2)}`);
});
