// The whole card "Export", loaded when it becomes visible, or in idle time. Main thread.

import {createExportCard} from './card.js';
import {createModelFile} from './model-file.js';

/**
 * @param {HTMLElement} host
 * @param {Parameters<typeof createExportCard>[1]} parts
 * @param {import('./model-file.js').ModelParts} models
 */
export function createExport(host, parts, models) {
    const card = createExportCard(host, parts);
    createModelFile(card, models);
    return card;
}
