// The report on a run's compression: sizes, rate-distortion curves, and what was measured in words. Main thread.

import {termsOf} from '../../examples/terms.js';
import {button} from '../../ui/widgets.js';
import {textLine} from '../tool.js';
import {createRateChart, MOST_EARLIER} from './chart.js';
import {curveOf, isPng, linearRates, reportInWords, sizesOf} from './measured-run.js';
import {meanPngBits} from './png-size.js';
import {createSavedCurves} from './saved-curves.js';
import {createSizeTable} from './size-table.js';

/** @param {() => number} depth bits per latent dimension */
export function createReport(depth) {
    const [table, chart, about] = [createSizeTable(), createRateChart(), textLine()];
    const saved = createSavedCurves();
    const forget = button('Forget earlier runs', () => {
        saved.forget(run?.id ?? '');
        draw();
    }, {hidden: true});
    /** @type {import('./measured-run.js').MeasuredRun | null} */
    let run = null;
    /** @type {import('./measured-run.js').Measurement | null} */
    let measured = null;
    /** @type {import('../../client/pca-client.js').PcaNews | null} */
    let pca = null;
    /** @type {number | null} */
    let png = null; // mean bits of the sample
    /** @type {import('./measured-run.js').MeasuredRun | null} */
    let pngOf = null; // the run whose PNG files are measured, or are being measured

    function draw() {
        if (!run) return;
        const {one} = termsOf(run.created.description.dataset);
        const rate = measured?.rates.find((each) => each.depth === depth());
        table.show(sizesOf(run, {depth: depth(), png, rate}), one);
        if (!measured) return;
        const linear = linearRates(run, pca);
        const earlier = saved.others(run.id, run.data, MOST_EARLIER);
        forget.hidden = earlier.length === 0;
        chart.show({own: {name: 'this model', rates: measured.rates}, pca: linear && linearCurve(run, linear), earlier, depth: depth(), one});
        about.textContent = reportInWords(run, {...measured, isAtLeast: rate?.coded.isAtLeast ?? false, linear});
    }

    return {
        forget, table: table.node, chart: chart.node, about, draw,
        /** @param {import('./measured-run.js').MeasuredRun} next */
        begin(next) {
            run = next;
            png = null;
            draw();
        },
        /** @param {import('./measured-run.js').Measurement} found */
        measured(found) {
            measured = found;
            if (run && found.step > 0) saved.put(curveOf(run, found));
            draw();
        },
        /** Measures PNG files, once a run. */
        async measurePng() {
            const of = run;
            if (!of || pngOf === of || !isPng(of.created.description.dataset)) return;
            pngOf = of;
            const bits = await meanPngBits(of.sample, of.created.description.dataset).catch(() => null);
            if (run !== of) return;
            png = bits;
            draw();
        },
        /** @param {import('../../client/pca-client.js').PcaNews} news */
        compare(news) {
            pca = news;
            draw();
        },
        clear() {
            measured = null;
            chart.clear();
        },
        recolour: chart.recolour,
    };
}

/** @param {import('./measured-run.js').MeasuredRun} run @param {import('./rate-distortion.js').Rate[]} rates */
const linearCurve = ({created: {config: {latent}}}, rates) =>
    ({name: `PCA, ${latent} coefficients${rates.length > 1 ? '' : ', not quantised'}`, rates});
