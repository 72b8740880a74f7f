// States of the points of scatter plots that share them: hovered, selected, highlighted, hidden. Pure.

/** @typedef {ReturnType<typeof createPointStates>} PointStates */

/** The empty selection. */
export const NONE = new Uint32Array(0);

function initialState() {
    return {
        hovered: -1,
        /** @type {unknown} the plane in which it was hovered */ hoveredIn: null,
        selected: -1,
        highlighted: -1,
        /** @type {ReadonlySet<number>} classes */ hidden: new Set(),
        /** @type {Uint32Array} */ selection: NONE,
        /** a drag draws a lasso */ isLassoActive: false,
        /** the lasso is a box */ isBox: false,
    };
}

export function createPointStates() {
    /** @type {Set<(changed: Partial<ReturnType<typeof initialState>>) => void>} */
    const listeners = new Set();
    /** @type {Uint8Array} */
    let labels = new Uint8Array(0);
    let members = new Uint8Array(0);
    let now = initialState();

    /** @param {Partial<ReturnType<typeof initialState>>} next */
    function change(next) {
        now = {...now, ...next};
        if (next.selection) {
            members.fill(0);
            for (const index of now.selection) members[index] = 1;
        }
        for (const listener of listeners) listener(next);
    }

    /** @param {number} index */
    const isHidden = (index) => now.hidden.size > 0 && labels.length > 0 && now.hidden.has(labels[index]);

    return {
        now: () => now,
        /** New points. @param {Uint8Array} next their labels; empty without @param {number} count */
        begin(next, count) {
            labels = next;
            members = new Uint8Array(count);
            change({...initialState(), isLassoActive: now.isLassoActive, isBox: now.isBox});
        },
        change,
        isHidden,
        /** Indices of points that are not hidden. */
        visible: () => Uint32Array.from(members.keys()).filter((index) => !isHidden(index)),
        /** Indices of a class. @param {number} label */
        ofClass: (label) => Uint32Array.from(labels.keys()).filter((index) => labels[index] === label),
        /** True if a point is highlighted or in the selection. @param {number} index */
        isEmphasised: (index) => now.highlighted >= 0 ? labels[index] === now.highlighted : members[index] === 1,
        hasEmphasis: () => (now.highlighted >= 0 && labels.length > 0) || now.selection.length > 0,
        /** @param {(changed: Partial<ReturnType<typeof initialState>>) => void} listener gets the changed fields */
        subscribe: (listener) => void listeners.add(listener),
    };
}
