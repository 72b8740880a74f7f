// The data set and the initial weights of every workload, drawn from mulberry32. They are the same for each library,
// so that a loss can be compared across libraries, devices and machines.

/** @typedef {{shape: number[], fan: number}} Parameter `fan` is fan-in plus fan-out, 0 for a bias */

/** Numbers in [0, 1): mulberry32 (Tommy Ettinger), 32 bits of state. @param {number} seed */
export function uniform(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let word = Math.imul(state ^ (state >>> 15), state | 1);
        word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
        return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
    };
}

/**
 * Images of two or three joined strokes with Gaussian edges, n × side², values in [0, 1], row by row.
 * @param {{n: number, side: number, seed: number}} set
 */
export function images({n, side, seed}) {
    const draw = uniform(seed);
    const pixels = new Float32Array(n * side * side);
    for (let i = 0; i < n; i++) {
        const strokes = joinedStrokes(draw);
        for (let at = 0; at < side * side; at++) {
            pixels[i * side * side + at] = ink(strokes, at % side, Math.floor(at / side));
        }
    }
    return pixels;
}

/** Strokes from end to end, each as [x, y, x, y, width] in pixels. @param {() => number} draw */
function joinedStrokes(draw) {
    const within = (value) => Math.min(23, Math.max(4, value));
    const count = draw() < 0.5 ? 3 : 2;
    let [x, y] = [6 + 16 * draw(), 4 + 8 * draw()];
    return Array.from({length: count}, () => {
        const [fromX, fromY] = [x, y];
        x = within(x + (draw() - 0.5) * 22);
        y = within(y + (draw() - 0.25) * 18);
        return [fromX, fromY, x, y, 0.9 + 0.7 * draw()];
    });
}

/** The darkest stroke at a pixel: exp(-d² / 2σ²) of the distance to it. @param {number[][]} strokes */
function ink(strokes, x, y) {
    let most = 0;
    for (const [ax, ay, bx, by, sigma] of strokes) {
        const [dx, dy] = [bx - ax, by - ay];
        const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy + 1e-9);
        const t = Math.min(1, Math.max(0, along));
        const [ex, ey] = [x - ax - t * dx, y - ay - t * dy];
        most = Math.max(most, Math.exp(-(ex * ex + ey * ey) / (2 * sigma * sigma)));
    }
    return most;
}

const bias = (size) => ({shape: [size], fan: 0});
const dense = (inputs, outputs) => [{shape: [inputs, outputs], fan: inputs + outputs}, bias(outputs)];
const kernel = (inputs, outputs) => ({shape: [3, 3, inputs, outputs], fan: 9 * (inputs + outputs)});

/**
 * The parameters in their canonical order and layout. Dense weights are [in, out], 3 × 3 kernels [y, x, in, out],
 * transposed ones [y, x, out, in]. Images are [y, x, channel].
 * @returns {Parameter[]}
 */
export function parameters(workload) {
    const {kind} = workload;
    if (kind === 'mlp') return workload.layers.slice(1).flatMap((outputs, i) => dense(workload.layers[i], outputs));
    if (kind === 'vae') {
        const {input, hidden, latent} = workload;
        return [[input, hidden], [hidden, latent], [hidden, latent], [latent, hidden], [hidden, input]]
            .flatMap(([inputs, outputs]) => dense(inputs, outputs));
    }
    if (kind === 'conv') {
        const {side, latent, channels: [first, second]} = workload;
        const flat = (side / 4) ** 2 * second;
        return [
            kernel(1, first), bias(first), kernel(first, second), bias(second),
            ...dense(flat, latent), ...dense(latent, flat),
            kernel(first, second), bias(first), kernel(1, first), bias(1),
        ];
    }
    throw new Error(`workload kind "${kind}" is unknown: use mlp, vae or conv`);
}

/** Every parameter, one after the other: Glorot's uniform weights, and biases of zero. */
export function weights(workload) {
    const draw = uniform(workload.seed);
    return Float32Array.from(parameters(workload).flatMap(({shape, fan}) => {
        const limit = Math.sqrt(6 / fan);
        const length = shape.reduce((product, size) => product * size, 1);
        return Array.from({length}, () => fan ? (2 * draw() - 1) * limit : 0);
    }));
}
