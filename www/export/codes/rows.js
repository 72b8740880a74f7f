// Codes of the examples of a split, or of all, with index, split, name and label of each. The core gives them a stretch at a
// time, so that training goes on. Main thread.

/** @typedef {import('../../protocol/queries.js').Part} Part */
/** @typedef {import('../../protocol/queries.js').RunQuery} RunQuery */
/** @typedef {import('../../runs/run-recorder.js').CurrentRun} Run */

/**
 * Codes, a row each, in the order of the files that were opened.
 * @typedef {object} CodeRows
 * @property {number} step of the model
 * @property {number} latent numbers of a code
 * @property {string[]} classes
 * @property {Uint32Array} indices in the file, from 0 on
 * @property {Uint8Array} splits places in `SPLITS`
 * @property {string[]} names empty without names
 * @property {Uint8Array} labels empty without labels
 * @property {Float32Array} codes
 */

/** Splits by their numbers; the last is that of examples which the run never sees. */
export const SPLITS = ['training', 'validation', 'test', 'none'];

const AT_ONCE = 2000;
const TRIES = 3; // a run that moves to another device begins again

/** @param {CodeRows} rows @param {number} row */
export const splitOf = ({splits}, row) => SPLITS[splits[row]];

/** Label of a row; null for one that is not known. @param {CodeRows} rows @param {number} row */
export const labelOf = ({classes, labels}, row) => labels[row] < classes.length ? labels[row] : null;

/** @param {CodeRows} rows @param {number} row */
export const classOf = ({classes, labels}, row) => classes[labels[row]] ?? '';

/**
 * Rows of the model as it is now.
 * @param {RunQuery} query @param {Pick<Run, 'config' | 'dataset'>} run @param {Part} part @returns {Promise<CodeRows>}
 */
export async function encodedRows(query, {config, dataset}, part) {
    for (let tried = 0; tried < TRIES; tried++) {
        const stretches = await stretchesOf(query, part);
        if (stretches) return {latent: config.latent, classes: dataset.classes, ...joined(stretches)};
    }
    throw new Error('The run moved to another device meanwhile. Export again.');
}

/** All stretches of a part; null where they are not of one model. @param {RunQuery} query @param {Part} part */
async function stretchesOf(query, part) {
    const stretches = [];
    for (let from = 0, total = 1; from < total;) {
        const answer = await query({kind: 'encode', part, from, most: AT_ONCE});
        if (!answer) throw new Error('The model was replaced meanwhile. Export again.');
        if (answer.step !== (stretches[0] ?? answer).step) return null;
        stretches.push(answer);
        from += answer.indices.length;
        ({total} = answer);
    }
    return stretches;
}

/** @param {import('../../protocol/answers.js').Encoded[]} stretches */
const joined = (stretches) => ({
    step: stretches[0].step,
    indices: Uint32Array.from(stretches.flatMap(({indices}) => [...indices])),
    splits: Uint8Array.from(stretches.flatMap(({splits}) => [...splits])),
    names: stretches.flatMap(({names}) => names),
    labels: Uint8Array.from(stretches.flatMap(({labels}) => [...labels])),
    codes: Float32Array.from(stretches.flatMap(({codes}) => [...codes])),
});

/**
 * Rows of a snapshot: of an earlier step, codes of validation examples are all that is kept.
 * @param {RunQuery} query @param {Pick<Run, 'created' | 'dataset'>} run
 * @param {Pick<import('../../protocol/messages.js').SnapshotEvent, 'step' | 'codes' | 'latent'>} snapshot @returns {Promise<CodeRows>}
 */
export async function snapshotRows(query, {created: {pointLabels, pointNames}, dataset}, {step, codes, latent}) {
    const count = codes.length / latent;
    const answer = await query({kind: 'examples', split: 'validation', indices: Uint32Array.from({length: count}, (_, i) => i)});
    if (!answer) throw new Error('The model was replaced meanwhile. Export again.');
    const order = Uint32Array.from({length: count}, (_, i) => i).sort((one, other) => answer.indices[one] - answer.indices[other]);
    return {
        step, latent, classes: dataset.classes,
        indices: order.map((place) => answer.indices[place]),
        splits: new Uint8Array(count).fill(SPLITS.indexOf('validation')),
        names: pointNames.length > 0 ? Array.from(order, (place) => pointNames[place]) : [],
        labels: pointLabels.length > 0 ? Uint8Array.from(order, (place) => pointLabels[place]) : pointLabels,
        codes: Float32Array.from([...order].flatMap((place) => [...codes.subarray(place * latent, (place + 1) * latent)])),
    };
}
