import assert from 'node:assert/strict';
import {test} from 'node:test';
import {classToken, UNKNOWN} from '../../../www/examples/terms.js';
import {symbolPath, SYMBOLS} from '../../../www/scatter/symbols.js';

/** Colour and shape of a class. @param {number} label */
const symbolOf = (label) => `${classToken(label)} ${symbolPath(label, 0, 0, 5)}`;

test('a hundred classes and the unknown one all look different', () => {
    assert.equal(SYMBOLS, 100);
    const symbols = [...Array.from({length: SYMBOLS}, (_, label) => label), UNKNOWN].map(symbolOf);
    assert.equal(new Set(symbols).size, 101);
    assert.equal(symbolOf(SYMBOLS), symbolOf(0), 'the next ones repeat');
});

test('a hole runs against its outline, so that it is not filled', () => {
    const [outer, inner] = symbolPath(51, 0, 0, 5).slice(1, -1).split('ZM').map((part) => {
        const corners = part.split('L').map((corner) => corner.split(',').map(Number));
        return corners.reduce((sum, [x, y], i) => {
            const [before, high] = corners[(i + corners.length - 1) % corners.length];
            return sum + before * y - x * high;
        }, 0);
    });
    assert.ok(outer > 0 && inner < 0, `${outer}, ${inner}`);
    assert.match(symbolPath(UNKNOWN, 0, 0, 5), /0 1 0 .*Z.*0 1 1 /);
});
