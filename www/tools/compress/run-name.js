// Name of a run among saved curves: its main settings in a few words. Pure.

/** @param {import('../../protocol/messages.js').Config} config */
export function runName({latent, architecture, hidden, channels, gruUnits, bottleneck, corruption, normalClasses}) {
    const layers = {
        dense: hidden?.length > 0 ? `layers ${hidden.join('-')}` : 'no hidden layers',
        conv: `convolutional ${channels?.join('-')}`,
        recurrent: `GRU of ${gruUnits}`,
        dictionary: 'dictionary',
    }[/** @type {string} */ (architecture)];
    const parts = [
        `${latent} ${latent === 1 ? 'latent dimension' : 'latent dimensions'}`, layers,
        bottleneck && bottleneck !== 'plain' ? bottleneck : undefined,
        corruption && corruption !== 'none' ? 'trained to repair' : undefined,
        normalClasses?.length > 0 ? `trained on class ${normalClasses.join(', ')}` : undefined,
    ];
    return parts.filter((text) => text !== undefined).join(', ');
}
