// Slots of the drawn runs, so that a line keeps its letter and its dashes while others come and go. Pure.

const LETTERS = 'ABCDE';

/** @param {number} count */
export function createSlots(count) {
    /** @type {(string | null)[]} */
    const slots = Array.from({length: count}, () => null);
    return {
        /** @param {string} id @returns {number} -1 for none */
        of: (id) => slots.indexOf(id),
        isFull: () => !slots.includes(null),
        /** Takes the first free slot, if there is one. @param {string} id */
        take(id) {
            if (!slots.includes(id) && slots.includes(null)) slots[slots.indexOf(null)] = id;
        },
        /** @param {string} id */
        free(id) {
            if (slots.includes(id)) slots[slots.indexOf(id)] = null;
        },
        /** Frees the slots of all others. @param {string[]} ids */
        keepOnly(ids) {
            slots.forEach((id, i) => {
                if (id !== null && !ids.includes(id)) slots[i] = null;
            });
        },
    };
}

/** @param {number} slot */
export const letterOf = (slot) => LETTERS[slot] ?? '';
