// What a run is called among others: the settings that say most about it, in a few words. Pure.

/** @param {import('../../protocol/messages.js').Config} config */
export function runName({latent, family, hidden, channels, units, neck, damage, normal}) {
    const layers = {
        dense: hidden?.length > 0 ? `layers ${hidden.join('-')}` : 'no hidden layers',
        conv: `convolutional ${channels?.join('-')}`,
        recurrent: `GRU of ${units}`,
        dictionary: 'dictionary',
    }[/** @type {string} */ (family)];
    const words = [
        `${latent} ${latent === 1 ? 'number' : 'numbers'}`, layers,
        neck && neck !== 'plain' ? neck : undefined,
        damage && damage !== 'none' ? 'trained to repair' : undefined,
        normal?.length > 0 ? `trained on class ${normal.join(', ')}` : undefined,
    ];
    return words.filter((word) => word !== undefined).join(', ');
}
