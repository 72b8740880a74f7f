// Rows of the grid of reconstructions: inputs, outputs, error maps, and outputs of PCA. Pure.

/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/** @typedef {{label: string, role: import('../examples/painter.js').Role, bytes: Uint8Array}} ReconstructionRow one example after the other */

/**
 * The rows of the grid, inputs first.
 * @param {import('../protocol/messages.js').CreatedEvent} run @param {SnapshotEvent | null} snapshot @param {Uint8Array | null} linear reconstructions by PCA
 * @returns {ReconstructionRow[]}
 */
export function rowsOf({probes, corrupted}, snapshot, linear) {
    const input = /** @type {const} */ ('input');
    /** @type {ReconstructionRow[]} */
    const rows = [
        {label: 'input', role: input, bytes: probes},
        ...corrupted ? [{label: 'corrupted', role: input, bytes: corrupted}] : [],
    ];
    if (!snapshot) return rows;
    return [
        ...rows,
        {label: 'output', role: 'output', bytes: snapshot.outputs},
        {label: 'error map', role: 'error', bytes: snapshot.errors},
        ...linear ? [{label: 'PCA', role: /** @type {const} */ ('output'), bytes: linear}] : [],
    ];
}
