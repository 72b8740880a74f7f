// Report of a run: one HTML page with settings, charts and metrics, without other files. Pure.

import {GROUPS} from '../settings/controls/panel.js';
import {stretchesInWords} from '../runs/device-stretches.js';
import {endInWords} from '../runs/stop-reason.js';
import {formatHash} from '../settings/url-hash.js';
import {integer, significant, withinSentence} from '../ui/format.js';
import {PAGE_SCHEMA as SCHEMA} from '../settings/page-schema.js';
import {applies, same, valueInWords} from '../settings/store.js';
import {drawnTerms, unitOfLoss} from '../loss/lines.js';
import {METRIC_ROWS} from '../cards/metric-definitions.js';
import {unitTerm, termsOf} from '../examples/terms.js';
import {STYLE} from './report-style.js';
import {escaped, tag} from './xml.js';

/** @typedef {import('../runs/run-recorder.js').CurrentRun} Run */

/**
 * @typedef {object} ReportImages
 * @property {string | null} loss SVG; null for none
 * @property {string | null} plane SVG
 * @property {{uri: string, width: number} | null} recon a PNG and how wide it is to be
 */

/** @typedef {[name: string, value: string]} Fact */

const STATES = {
    empty: 'no run', preparing: 'being built', ready: 'not yet trained', running: 'still training', paused: 'paused', finished: 'finished',
    stopped: 'diverged: the loss is no longer a number',
};

/** @param {string} title @param {...string} content */
const section = (title, ...content) => tag('section', {}, tag('h2', {}, escaped(title)), ...content);

/** @param {string} text */
const paragraph = (text) => tag('p', {}, escaped(text));

/** @param {Fact[]} facts */
const factsTable = (facts) => tag('table', {}, tag('tbody', {}, ...facts.map(([name, value]) =>
    tag('tr', {}, tag('th', {scope: 'row'}, escaped(name)), tag('td', {}, escaped(value))))));

/** @param {import('../protocol/answers.js').DatasetInfo} dataset */
function sizeInWords({kind, width, height, channels, columns}) {
    if (kind === 'sequence') return `${width} samples`;
    if (kind === 'word') return `up to ${width} letters`;
    if (kind === 'table') return `${columns.length} columns`;
    return `${width} × ${height} pixels${channels > 1 ? ' in colour' : ''}`;
}

/** Options that own data were read with: "transpose yes, side 28". @param {Record<string, string | number | string[] | Record<string, string>>} reading */
const readingInWords = (reading) => Object.entries(reading).map(([name, value]) => `${name} ${optionInWords(value)}`).join(', ');

/** @param {string | number | string[] | Record<string, string>} value a record has the kinds of columns */
const optionInWords = (value) => typeof value !== 'object' || Array.isArray(value) ? [value].flat().join(' + ') :
    Object.entries(value).map(([column, kind]) => `${column}: ${kind}`).join(' + ');

/** @param {Run} run @returns {Fact[]} */
function factsOf({config, dataset, devices, state, finished, step, series, created: {description}}) {
    const {one} = termsOf(dataset);
    const size = sizeInWords(dataset);
    const chain = description.layers.filter(({role}) => role !== 'classes');
    const validation = series.validations().at(-1);
    const unit = unitOfLoss(description.terms, dataset);
    return [
        ['Data set', `${dataset.name}: ${size} a ${one}`],
        ['Examples', `${integer(dataset.train)} for training, ${integer(dataset.validation)} for validation, ${integer(dataset.test)} for test${labelledInWords(dataset)}`],
        ...config.reading ? [/** @type {Fact} */ (['Data read with', readingInWords(config.reading)])] : [],
        ['Network', `${[...chain.slice(0, 1).map(({inputs}) => inputs), ...chain.map(({outputs}) => outputs)].join(' → ')} units, ${integer(description.parameters)} parameters`],
        ['Seed', String(config.seed)],
        ['Device', stretchesInWords(devices)],
        ['Trained', `${integer(step)} steps, ${(step / description.stepsPerEpoch).toFixed(1)} epochs`],
        ['State', state === 'finished' && finished ? endInWords(finished, step) : STATES[state]],
        ...series.steps() > 0 ? [/** @type {Fact} */ (['Training loss', `${significant(series.smoothAt(series.steps()))} ${unit} (smoothed)`])] : [],
        ...validation ? [/** @type {Fact} */ (['Validation loss', `${significant(validation.loss)} ${unit}, at step ${integer(validation.step)}`])] : [],
    ];
}

/** The newest metrics of each split. @param {Run} run */
function metricsOf({measured, dataset, config}) {
    const columns = ['validation', 'test'].flatMap((split) => measured.findLast((one) => one.split === split) ?? []);
    if (columns.length === 0) return paragraph('There are no metrics yet.');
    const words = termsOf(dataset);
    const head = tag('tr', {}, tag('td', {}), ...columns.map(({split, step}) => tag('th', {scope: 'col'}, escaped(`${split}, step ${integer(step)}`))), tag('td', {}));
    const rows = METRIC_ROWS.map((row) => ({...row, texts: columns.map(({metrics}) => row.value(metrics, config))}))
        .filter(({texts}) => texts.some((text) => text !== null))
        .map(({name, unit, help, texts}) => tag('tr', {}, tag('th', {scope: 'row'}, escaped(unit ? `${name} ${unit(words)}` : name)),
            ...texts.map((text) => tag('td', {class: 'number'}, escaped(text ?? '–'))), tag('td', {class: 'help'}, escaped(help(words)))));
    return tag('table', {class: 'metrics'}, tag('tbody', {}, head, ...rows));
}

/** The number of labelled examples, where some labels are not known. @param {import('../protocol/answers.js').DatasetInfo} dataset */
function labelledInWords({classes, labelled, train, validation, test}) {
    const all = train + validation + test;
    return classes.length > 0 && labelled < all ? `; ${integer(labelled)} of ${integer(all)} labelled` : '';
}

/** Settings with the labels and order of the settings panel. @param {Run} run */
function settingsOf({config}) {
    const fields = SCHEMA.fields.filter((field) => applies(field, config));
    return Object.entries(GROUPS).map(([group, title]) => {
        const rows = fields.filter((field) => field.group === group).map((field) => {
            const isDefault = same(config[field.name], field.default);
            const value = escaped(valueInWords(field, config[field.name]));
            return tag('tr', {}, tag('th', {scope: 'row'}, escaped(field.label)), tag('td', {}, isDefault ? value : `${tag('b', {}, value)} *`));
        });
        return rows.length > 0 ? tag('div', {class: 'group'}, tag('h3', {}, escaped(title)), tag('table', {}, tag('tbody', {}, ...rows))) : '';
    });
}

/** @param {Run} run */
function lossTermsOf({created: {description: {terms}}, series, dataset}) {
    const drawn = drawnTerms(terms);
    if (drawn.length === 0 || series.steps() === 0) return '';
    return tag('p', {}, 'Terms of the loss, smoothed: ', escaped(drawn.map(({label, unit, weight}, i) =>
        `${withinSentence(label)} ${significant(series.termAt(i, series.steps()))} ${unitTerm(unit, dataset)}${weight !== null && weight !== 1 ? ` (weight ${significant(weight)})` : ''}`).join('; ')), '.');
}

/** @param {Run} run */
function repeatingInWords({devices}) {
    const moved = devices.length > 1 ? ' This run has moved, so its numbers differ a little in a repetition.' : '';
    return `The same settings and seed give the same numbers on the same device and in the same browser.${moved} Address of the settings: `;
}

/**
 * @param {Run} run @param {ReportImages} pictures
 * @param {{date: string, page: string}} options date of saving, and address of the page without its hash
 */
export function reportHtml(run, {loss, plane, recon}, {date, page}) {
    const {dataset, config, step} = run;
    const title = `Hourglass: ${dataset.name}, ${config.latent} latent dimensions, seed ${config.seed}, step ${integer(step)}`;
    const {one} = termsOf(dataset);
    const address = `${page}${formatHash(SCHEMA, config)}`;
    const copies = recon ? tag('img', {src: recon.uri, width: recon.width, alt: `Validation ${one}s, their reconstructions and error maps`}) : paragraph('There are no reconstructions yet.');
    const body = [
        tag('header', {}, tag('h1', {}, escaped(`Autoencoder on ${dataset.name}`)), paragraph(`A run of Hourglass, an autoencoder lab in a browser tab. Saved on ${date}.`)),
        section('The run', factsTable(factsOf(run))),
        section('Loss', loss ? tag('figure', {}, loss) : paragraph('No step was taken yet.'), lossTermsOf(run)),
        section('Reconstructions', tag('figure', {}, copies)),
        section('Latent space', plane ? tag('figure', {}, plane) : paragraph('There are no codes yet.')),
        section('Metrics', metricsOf(run)),
        section('Settings', paragraph('An asterisk marks values other than the default.'), tag('div', {class: 'groups'}, ...settingsOf(run))),
        section('Repeat this run', tag('p', {}, escaped(repeatingInWords(run)), tag('a', {href: address}, escaped(address)),
            config.dataset === 'file' ? '. Open the data file again first.' : '.')),
    ];
    return `<!doctype html>\n${tag('html', {lang: 'en'},
        tag('head', {}, tag('meta', {charset: 'utf-8'}), tag('meta', {name: 'viewport', content: 'width=device-width, initial-scale=1'}),
            tag('title', {}, escaped(title)), tag('style', {}, STYLE)),
        tag('body', {}, tag('main', {}, ...body)))}\n`;
}
