import assert from 'node:assert/strict';
import {test} from 'node:test';
import {reportHtml} from '../../../www/export/report.js';
import {runOf} from '../support/fake-run.js';

const none = {loss: null, plane: null, recon: null};
const origin = {date: '21 November 2026', page: 'http://localhost/'};

/** The page without its tags. @param {string} html */
const textOf = (html) => html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

test('a report lists the settings with their labels, and marks values other than the default', () => {
    const text = textOf(reportHtml(runOf({config: {seed: 9, optimizer: 'sgd'}}), none, origin));
    for (const words of ['Seed 9', 'Optimizer SGD *', 'Latent dimensions 2', 'Data set Handwritten digits', 'Saved on 21 November 2026', '3 steps, 0.3 epochs']) {
        assert.ok(text.includes(words), `${words} in ${text}`);
    }
    assert.doesNotMatch(text, /Decay ρ|KL weight/, 'what does not apply is left out');
});

test('a report says how own data were read', () => {
    const reading = {transpose: 'yes', side: 28, classes: ['cats', '<b>'], columns: {island: 'out', year: 'category'}};
    const html = reportHtml(runOf({config: {dataset: 'file', reading}}), none, origin);
    assert.ok(html.includes('transpose yes, side 28, classes cats + &lt;b&gt;, columns island: out + year: category'), html);
    assert.doesNotMatch(textOf(reportHtml(runOf(), none, origin)), /Data read with/);
});

test('a report gives the newest metrics of each split, and says if there are none', () => {
    const text = textOf(reportHtml(runOf(), none, origin));
    assert.match(text, /validation, step 2 test, step 3/);
    assert.match(text, /MSE per pixel 0\.5 0\.25/);
    assert.match(textOf(reportHtml({...runOf(), measured: []}, none, origin)), /There are no metrics yet/);
});

test('a report names missing images, and holds the others', () => {
    assert.match(textOf(reportHtml(runOf(), none, origin)), /No step was taken yet.*no reconstructions yet.*no codes yet/);
    const html = reportHtml(runOf(), {loss: '<svg>curve</svg>', plane: '<svg>dots</svg>', recon: {uri: 'data:image/png;base64,AAAA', width: 300}}, origin);
    for (const picture of ['<svg>curve</svg>', '<svg>dots</svg>', '<img src="data:image/png;base64,AAAA" width="300"']) assert.ok(html.includes(picture));
});

test('a name with markup in it stays a name', () => {
    const html = reportHtml(runOf({dataset: {name: '<script>alert(1)</script>'}}), none, origin);
    assert.doesNotMatch(html, /<script/);
    assert.ok(html.includes('&lt;script&gt;'));
});

test('a report leads back to the experiment', () => {
    const html = reportHtml(runOf({config: {latent: 8}}), none, origin);
    assert.ok(html.includes('href="http://localhost/#v=2&amp;latent=8"'), html);
});

test('a report of a run that has moved names each device with its steps', () => {
    const run = {...runOf(), devices: [{from: 0, name: 'CPU'}, {from: 2, name: 'acme gpu'}]};
    assert.match(textOf(reportHtml(run, none, origin)), /Device CPU up to step 2, then acme gpu/);
    assert.match(textOf(reportHtml(run, none, origin)), /This run has moved, so its numbers differ/);
    assert.doesNotMatch(textOf(reportHtml(runOf(), none, origin)), /This run has moved/);
    assert.match(textOf(reportHtml(runOf(), none, origin)), /Device CPU Trained/);
});
