// The distribution that new latent codes are sampled from: the prior of a variational model, else a Gaussian mixture. The
// mixture is fitted to codes of training examples whenever the model has changed. Main thread.

import {integer} from '../../ui/format.js';
import {hasPrior} from '../../settings/store.js';
import {fitMixture, mostCodes} from './fit-mixture.js';
import {sampleCodes} from './sampler.js';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../../math/gaussian-mixture.js').Mixture} Mixture */

/** @param {import('../../protocol/queries.js').RunQuery} query */
export function createCodeSource(query) {
    /** @type {Mixture | null} null for the prior, and before the first fit */
    let mixture = null;
    let fittedTo = 0; // codes
    let era = 0; // counts runs

    return {
        /**
         * Fits to the codes of the model as it is now, and returns these codes. A model with a prior needs no fit: one code
         * shows whether it has diverged.
         * @param {CreatedEvent} run
         */
        async refit(run) {
            const {latent} = run.config;
            const of = era;
            const answer = await query({kind: 'codes', split: 'training', most: hasPrior(run) ? 1 : mostCodes(latent)});
            if (!answer || of !== era) return null;
            if (hasPrior(run) || !answer.codes.every(Number.isFinite)) return answer.codes;
            const found = await fitMixture(answer.codes, {latent, last: mixture, pause: () => new Promise((resolve) => setTimeout(resolve))});
            if (of !== era) return null;
            mixture = found;
            fittedTo = answer.codes.length / latent;
            return answer.codes;
        },
        /** New codes; null before the first fit. @param {CreatedEvent} run @param {{count: number, temperature: number, seed: number}} options */
        sample: (run, options) => mixture || hasPrior(run) ? sampleCodes(mixture, {config: run.config, ...options}) : null,
        /** The distribution in words; empty before the first fit. @param {CreatedEvent} run */
        inWords: (run) => mixture ? describeMixture(run.config, mixture, fittedTo) : hasPrior(run) ?
            'Codes are sampled from the prior: independent standard normal dimensions, times the temperature. A variational model is trained to keep its codes there.' : '',
        forget() {
            mixture = null;
            era += 1;
        },
    };
}

/** @param {import('../../protocol/messages.js').Config} config @param {Mixture} mixture @param {number} codes it was fitted to */
function describeMixture({bottleneck, k, architecture}, mixture, codes) {
    const kind = mixture.means.length === 1 ? 'one Gaussian' : `a mixture of ${mixture.means.length} Gaussians`;
    return [
        `This model has no prior: nothing in training says where codes lie. So ${kind} was fitted to the codes of ${integer(codes)} training examples. Codes are sampled from it, with standard deviations times the temperature.`,
        mixture.isDiagonal ? 'With so many latent dimensions each varies independently within a Gaussian, so that correlations are lost.' : '',
        bottleneck === 'k-sparse' ? `As in the model, only the ${k} largest dimensions of each code are kept.` : '',
        architecture === 'dictionary' ? 'Most dimensions of a sparse code are 0, which no Gaussian can express: expect poor examples.' : '',
    ].filter(Boolean).join(' ');
}
