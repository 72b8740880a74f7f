// Generated examples with their nearest training examples: new codes of the source, decoded. Main thread.

import {countOf, exampleAt, joined} from '../../examples/buffer.js';
import {createCodeSource} from './code-source.js';
import {meanOf} from './sheet.js';

const COUNT = 16;

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {{codes: Float32Array, sheet: import('./sheet.js').Sheet | null}} Generated */

/** @param {import('../../protocol/queries.js').RunQuery} query @param {() => {temperature: number, seed: number}} options */
export function createGenerator(query, options) {
    const source = createCodeSource(query);
    /** @type {number | null} */
    let usual = null; // mean distance of validation examples from their nearest training examples

    /** @param {CreatedEvent} run @returns {Promise<Generated | null>} */
    async function generate(run) {
        const codes = source.sample(run, {count: COUNT, ...options()});
        const decoded = codes && await query({kind: 'decode', codes});
        const nearest = decoded && await query({kind: 'nearest', examples: decoded.pictures});
        if (!nearest) return null;
        usual ??= await validationDistance(query, run);
        return {codes, sheet: {pictures: decoded.pictures, nearest, usual}};
    }

    return {
        generate,
        /** Follows the model as it is now, and generates with it. @param {CreatedEvent} run @returns {Promise<Generated | null>} */
        async refit(run) {
            const codes = await source.refit(run);
            return codes && {sheet: (await generate(run))?.sheet ?? null, codes};
        },
        inWords: source.inWords,
        forget() {
            source.forget();
            usual = null;
        },
    };
}

/** @param {import('../../protocol/queries.js').RunQuery} query @param {CreatedEvent} run */
async function validationDistance(query, {points, description: {dataset}}) {
    const some = Array.from({length: Math.min(COUNT, countOf(points, dataset))}, (_, i) => exampleAt(points, dataset, i));
    const answer = await query({kind: 'nearest', examples: joined(some)});
    return answer ? meanOf(answer.errors) : NaN;
}
