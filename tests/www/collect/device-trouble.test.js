import assert from 'node:assert/strict';
import {test} from 'node:test';
import {CAMERA, MICROPHONE, troubleInWords} from '../../../www/collect/device-trouble.js';

for (const [device, instead] of /** @type {const} */ ([[CAMERA, /Drawings/], [MICROPHONE, /open recordings as files/]])) {
    test(`each error of a ${device.noun} has its remedy`, () => {
        for (const [name, remedy] of /** @type {[string, string][]} */ ([
            ['NotAllowedError', `allow the ${device.noun}, and try again`], ['NotFoundError', `no ${device.noun} here`],
            ['OverconstrainedError', `no ${device.noun} here`], ['NotReadableError', 'close that one and try again'],
        ])) assert.match(troubleInWords({name, message: 'x'}, device, true), new RegExp(remedy));
        assert.match(troubleInWords({name: 'NotFoundError'}, device, true), instead);
    });
}

test('an unsafe address is named, whatever the error', () => {
    assert.match(troubleInWords(new TypeError('mediaDevices is undefined'), MICROPHONE, false), /microphone to safe addresses.*https, and localhost/);
});

test('an unknown error keeps its own words', () => {
    assert.match(troubleInWords(new Error('lens cap'), CAMERA, true), /camera does not start: lens cap\. Try again/);
});
