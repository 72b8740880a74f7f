// What is wrong with a code, told from the codes alone, and what to try. Pure.

/** A number of a code is in use when it varies by more than this (Burda et al. 2016, arXiv:1509.00519). */
const IN_USE = 0.01;
/** Before so many steps nothing is known of what a code will be. */
const EARLY = 200;

/**
 * How many numbers of the codes are in use.
 * @param {Float32Array} codes `latent` numbers a point @param {number} latent
 */
export function activeUnits(codes, latent) {
    const points = codes.length / latent;
    let active = 0;
    for (let unit = 0; unit < latent; unit++) {
        let [sum, squares] = [0, 0];
        for (let at = unit; at < codes.length; at += latent) {
            sum += codes[at];
            squares += codes[at] ** 2;
        }
        if (squares / points - (sum / points) ** 2 > IN_USE) active += 1;
    }
    return active;
}

/**
 * A sentence on a code that is of little use, and what to try; empty where nothing is wrong.
 * @param {{step: number, codes: Float32Array, latent: number}} snapshot
 * @param {import('./protocol.js').Config} config
 */
export function diagnose({step, codes, latent}, {neck, activation}) {
    if (step < EARLY || codes.length === 0) return '';
    const active = activeUnits(codes, latent);
    if (neck === 'variational') return ofVariational(active, latent);
    if (active > 0) return '';
    const other = activation === 'relu' ? ' or another activation than ReLU' : '';
    return `The code is dead: it is the same for every example. Try a new seed, a smaller learning rate${other}.`;
}

/** @param {number} active @param {number} latent */
function ofVariational(active, latent) {
    if (active === 0) {
        return 'The code has collapsed: it tells nothing of its example, so that all come back as the average one. '
            + 'Try a smaller weight of the divergence, a warm-up of it, or some free nats.';
    }
    if (active === latent) return '';
    const rest = latent - active;
    return `${active} of the ${latent} numbers of the code ${active === 1 ? 'is' : 'are'} in use: the divergence has switched the other ${
        rest === 1 ? 'one' : rest} off. That is no fault; a smaller weight of the divergence uses more.`;
}
