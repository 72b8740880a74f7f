// The whole card "Export", loaded when it becomes visible, or in idle time. Main thread.

import {createExportCard} from './card.js';
import {createModelFile} from './model-file.js';
import {loadStyle} from '../ui/style-sheet.js';

/**
 * @param {HTMLElement} host
 * @param {Parameters<typeof createExportCard>[1]} parts
 * @param {import('./model-file.js').ModelParts} models
 */
export async function createExport(host, parts, models) {
    await loadStyle('styles/export.css');
    const card = createExportCard(host, parts);
    createModelFile(card, models);
    return card;
}
