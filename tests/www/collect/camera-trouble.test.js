import assert from 'node:assert/strict';
import {test} from 'node:test';
import {troubleInWords} from '../../../www/collect/camera-trouble.js';

test('each error of a camera has its remedy', () => {
    for (const [name, remedy] of /** @type {[string, RegExp][]} */ ([
        ['NotAllowedError', /allow the camera, and try again/], ['NotFoundError', /no camera here.*Drawings/], ['OverconstrainedError', /no camera here/],
        ['NotReadableError', /close that one and try again/],
    ])) assert.match(troubleInWords({name, message: 'x'}, true), remedy);
});

test('an unsafe address is named, whatever the error', () => {
    assert.match(troubleInWords(new TypeError('mediaDevices is undefined'), false), /https, and localhost/);
});

test('an unknown error keeps its own words', () => {
    assert.match(troubleInWords(new Error('lens cap'), true), /does not start: lens cap\. Try again/);
});
