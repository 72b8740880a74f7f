// The keys of a computer as those of a piano: two rows of letters, white keys below black ones. Pure.

/** Semitones above the lowest note, by the place of a key on the keyboard, whatever letter stands on it. @type {Record<string, number>} */
const SEMITONES = {
    KeyA: 0, KeyW: 1, KeyS: 2, KeyE: 3, KeyD: 4, KeyF: 5, KeyT: 6, KeyG: 7, KeyY: 8, KeyH: 9, KeyU: 10, KeyJ: 11, KeyK: 12,
};

/** Notes of the major scale, by their keys. */
export const SCALE = ['KeyA', 'KeyS', 'KeyD', 'KeyF', 'KeyG', 'KeyH', 'KeyJ', 'KeyK'];

/** The speed that plays the note of a key: 1 is the lowest, 2 an octave above. Equal temperament. @param {string} code */
export const speedOf = (code) => code in SEMITONES ? 2 ** (SEMITONES[code] / 12) : null;

/** The letter of a key on an English keyboard. @param {string} code */
export const letterOf = (code) => code.slice(3);
