// Kinds of files that can be exported, in the order of the buttons. Pure.

/** @typedef {'loss.csv' | 'metrics.csv' | 'run.json' | 'codes.csv' | 'codes.npz' | 'vectors.tsv' | 'metadata.tsv' | 'sprite.png' |
 *     'loss.png' | 'loss.svg' | 'latent-space.png' | 'latent-space.svg' | 'reconstructions.png' | 'report.html'} FileKind content and extension */

/** @type {{group: string, files: [label: string, kind: FileKind][]}[]} */
export const FILE_KINDS = [
    {group: 'Numbers', files: [['Loss, CSV', 'loss.csv'], ['Metrics, CSV', 'metrics.csv'], ['All, JSON', 'run.json']]},
    {group: 'Codes', files: [
        ['Codes, CSV', 'codes.csv'], ['Codes, NPZ', 'codes.npz'], ['Vectors, TSV', 'vectors.tsv'], ['Metadata, TSV', 'metadata.tsv'], ['Sprite, PNG', 'sprite.png'],
    ]},
    {group: 'Images', files: [
        ['Loss, PNG', 'loss.png'], ['Loss, SVG', 'loss.svg'], ['Latent space, PNG', 'latent-space.png'],
        ['Latent space, SVG', 'latent-space.svg'], ['Reconstructions, PNG', 'reconstructions.png'],
    ]},
    {group: 'Report', files: [['Report, HTML', 'report.html']]},
];
