// Canvases in CSS pixels, sharp on every screen. Main thread.

/** Device pixels a CSS pixel. */
export const pixelRatio = () => devicePixelRatio || 1;

/**
 * Sizes a canvas in CSS pixels. Changes nothing where nothing changed, since setting a canvas's size clears it.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function fitCanvas(canvas, width, height) {
    const ratio = pixelRatio();
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
}

/** Names a canvas by its content in words; without any it is hidden from screen readers. @param {HTMLCanvasElement} canvas @param {string} words */
export function nameCanvas(canvas, words) {
    canvas.title = words;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-hidden', String(!words));
}

/** @param {HTMLCanvasElement} canvas */
export function context2d(canvas) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser has no 2D canvas.');
    return context;
}

/**
 * Sizes a canvas, clears it, and gives its context in CSS pixels.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height
 */
export function clearedContext(canvas, width, height) {
    fitCanvas(canvas, width, height);
    const context = context2d(canvas);
    const ratio = pixelRatio();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
}
