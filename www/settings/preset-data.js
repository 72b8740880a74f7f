// Kinds of data that experiments can use: data of such a kind stay when one begins. Pure.

/** @typedef {import('../protocol/messages.js').Preset} Preset */
/** @typedef {'image' | 'sequence' | 'word' | 'table' | 'ratings'} DataKind `ratings`: a table of nothing else */
/** @typedef {(dataset: string) => DataKind | null} KindOf the kind of a data set by its name; null where nobody knows */

/** Kinds of the data sets that hold no pictures. @type {Record<string, DataKind>} */
const KINDS = {signals: 'sequence', sounds: 'sequence', penguins: 'table', zoo: 'table', ratings: 'ratings', names: 'word'};

/** The kind of a data set; that of the user's own only where it is open. @param {DataKind | null} [own] @returns {KindOf} */
export const kindsWith = (own = null) => (dataset) => dataset === 'file' ? own : KINDS[dataset] ?? 'image';

/** True for data sets whose examples are read one part after another: signals and words. @param {string} dataset */
export const isSequence = (dataset) => ['sequence', 'word'].includes(KINDS[dataset]);

/** The kind of the examples of a data set. @param {Pick<import('../protocol/answers.js').DatasetInfo, 'kind' | 'columns'>} dataset @returns {DataKind} */
export const kindOfData = ({kind, columns}) => kind === 'table' && columns.every((column) => column.kind === 'rating') ? 'ratings' : kind;

/** The kind that a preset needs; null where it takes any. @param {Preset} preset @param {KindOf} kindOf */
const needOf = ({settings}, kindOf) => settings.dataset ? kindOf(settings.dataset) : settings.architecture === 'conv' ? 'image' : null;

/** True if a preset can train on a data set. @param {Preset} preset @param {string} dataset @param {KindOf} kindOf */
export function fitsData(preset, dataset, kindOf) {
    const [need, kind] = [needOf(preset, kindOf), kindOf(dataset)];
    if (kind === null) return preset.settings.dataset === undefined; // nobody knows: the core refuses what does not fit
    return need === null || need === kind || (need === 'table' && kind === 'ratings');
}
