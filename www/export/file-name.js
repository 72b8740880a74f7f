// Names of exported files: run, step and content. Pure.

/** Lower case, letters and digits of ASCII, with dashes between. @param {string} text */
const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');

/**
 * "hourglass-digits-64-2-seed1-step1200-loss.csv": data set, numbers of an example and of its code, seed, step.
 * @param {{config: import('../protocol/messages.js').Config, dataset: import('../protocol/answers.js').DatasetInfo, step: number}} run
 * @param {string} kind content and extension
 */
export function fileName({config, dataset, step}, kind) {
    const {source, width, height, channels} = dataset;
    const shape = `${width * height * channels}-${config.latent}`;
    return ['hourglass', plain(source), shape, `seed${config.seed}`, `step${step}`, kind].join('-');
}
