// The tool "Interpolate": decodes the path from one example's latent code to another's, above the plain cross-fade of
// their pixels. Main thread.

import {examplesOf, joined} from '../../examples/buffer.js';
import {createStrip} from '../../examples/strip.js';
import {termsOf} from '../../examples/terms.js';
import {labelled, select, slider} from '../../ui/widgets.js';
import {createToolBase, toolRow, toolbar} from '../tool.js';
import {createAnimation} from './animation.js';
import {createEndpoints} from './endpoints.js';
import {crossFade, linear, spherical} from './paths.js';

const HELP = 'If latent codes describe examples well, the code half-way between two decodes to something half-way between them. A cross-fade only lays one image over the other.';

/** @typedef {{ends: Uint8Array[], names: string[], frames: number, path: typeof linear}} PathQuery */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createInterpolate({query, selected, drawing}) {
    const strip = createStrip('Above, the decoded path between the codes; below, the cross-fade of the pixels');
    const animation = createAnimation();
    const base = createToolBase({quantity: 'latent codes'});
    const frames = slider('Frames', {min: 3, max: 32, value: 9}, decode);
    const kind = select('Path', {linear: 'linear', spherical: 'spherical'}, decode);
    const ends = createEndpoints({selected, drawing, run: base.run, onChange: decode, say: base.say});

    const request = base.request(decodePath, {numbers: ({codes}) => codes, show});

    /** @param {PathQuery} path */
    async function decodePath({ends: examples, frames: count, path}) {
        const found = await query({kind: 'reconstruct', examples: joined(examples)});
        if (!found) return null;
        const latent = found.codes.length / 2;
        const codes = new Float32Array(count * latent);
        path(found.codes.subarray(0, latent), found.codes.subarray(latent), count).forEach((code, i) => codes.set(code, i * latent));
        const decoded = await query({kind: 'decode', codes});
        return decoded && {codes, pictures: decoded.pictures};
    }

    function decode() {
        const run = base.run();
        if (run) request.send({ends: ends.bytes(run), names: ends.names(run), frames: frames.valueAsNumber, path: kind.value === 'linear' ? linear : spherical});
    }

    /** @param {{pictures: Uint8Array}} answer @param {PathQuery} asked @param {import('../../protocol/messages.js').CreatedEvent} run */
    function show({pictures}, {ends: [from, to], names, frames: count}, {description: {dataset}}) {
        const decoded = examplesOf(pictures, dataset);
        const rows = [decoded, crossFade(from, to, count, dataset)];
        strip.show(rows.map((row) => row.map((bytes) => ({bytes, role: /** @type {const} */ ('input')}))), dataset);
        animation.use(decoded, dataset);
        base.say(`From ${names[0]} to ${names[1]} in ${count} frames. Above: the decoded codes of the path. Below: the mixed ${termsOf(dataset).value}s, for comparison.`);
    }

    return base.tool({
        label: 'Interpolate', help: HELP,
        nodes: [toolbar(...ends.nodes, labelled('path', kind), labelled('frames', frames), animation.button), toolRow(strip.node, animation.node), base.status],
        views: [strip, animation],
        begin: (_, isOtherData) => isOtherData && ends.takeOthers(),
        update: decode,
        leave: animation.stop,
    });
}
