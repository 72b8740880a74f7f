// The doors to data that are in no file yet, each a tab of the panel "Make your own data". Each is fetched when it is first opened.
// A new door is a file and a line here. Main thread.

/** @typedef {import('../examples/dropped-files.js').OpenedFile} OpenedFile */

/**
 * @typedef {object} Collected
 * @property {number} count examples so far
 * @property {string} noun their plural, such as "pictures"
 * @property {string} [whole] all of them in a word, where that is another than the noun
 * @property {string} [problem] a sentence about what else keeps them from being used
 */

/**
 * @typedef {object} Door
 * @property {HTMLElement} node
 * @property {() => Collected} collected
 * @property {() => OpenedFile[]} files what was collected, as files
 * @property {() => void} clear forgets what was collected
 * @property {() => unknown} state what was collected, as a browser can keep it
 * @property {(state: any) => void} restore brings back what `state` gave
 * @property {() => void} [leave] another door was opened, or the panel was closed
 */

/** @typedef {{onChange: () => void}} DoorParts */

/**
 * Doors in the order of their tabs, each with the function that loads its maker.
 * @type {[label: string, load: () => Promise<(parts: DoorParts) => Door>][]}
 */
export const DOORS = [
    ['Webcam', async () => (await import('./webcam.js')).createWebcam],
    ['Microphone', async () => (await import('./recordings.js')).createRecordings],
    ['Drawings', async () => (await import('./drawings.js')).createDrawings],
    ['Text', async () => (await import('./text.js')).createText],
    ['Ratings', async () => (await import('./ratings.js')).createRatings],
];
