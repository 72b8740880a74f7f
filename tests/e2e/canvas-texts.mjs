// Texts that the page writes on its canvases.

/** Writes down the texts of canvases with the ids of their hosts and their colours. @param {import('playwright-core').Page} page */
export const recordTexts = (page) => page.addInitScript(() => {
    window.__texts = [];
    const {fillText} = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function record(text, ...rest) {
        window.__texts.push({text, ink: this.fillStyle, host: this.canvas.closest('[id]')?.id});
        return fillText.call(this, text, ...rest);
    };
});
