// Kinds of files that can be exported, in the order of the buttons. Pure.

/** @typedef {'loss.csv' | 'metrics.csv' | 'codes.csv' | 'run.json' | 'loss.png' | 'loss.svg' | 'latent-space.png' |
 *     'latent-space.svg' | 'reconstructions.png' | 'report.html'} FileKind content and extension */

/** @type {{group: string, files: [label: string, kind: FileKind][]}[]} */
export const FILE_KINDS = [
    {group: 'Numbers', files: [['Loss, CSV', 'loss.csv'], ['Metrics, CSV', 'metrics.csv'], ['Codes, CSV', 'codes.csv'], ['All, JSON', 'run.json']]},
    {group: 'Images', files: [
        ['Loss, PNG', 'loss.png'], ['Loss, SVG', 'loss.svg'], ['Latent space, PNG', 'latent-space.png'],
        ['Latent space, SVG', 'latent-space.svg'], ['Reconstructions, PNG', 'reconstructions.png'],
    ]},
    {group: 'Report', files: [['Report, HTML', 'report.html']]},
];
