// Colours of the style sheet in the canvases of a view.

/** Number of pixels in a view's canvases that are close to a colour of the style sheet. */
export function pixelsOf(page, selector, token) {
    return page.evaluate(([host, name]) => {
        const probe = document.createElement('span');
        probe.style.color = `var(${name})`;
        document.body.append(probe);
        const target = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
        probe.remove();
        let found = 0;
        for (const canvas of document.querySelectorAll(`${host} canvas, canvas${host}`)) {
            const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] > 200 && target.every((value, c) => Math.abs(value - data[i + c]) < 24)) found++;
            }
        }
        return found;
    }, [selector, token]);
}

/**
 * Number of class colours in the latent space.
 * @param {import('playwright-core').Page} page @param {number} classes
 */
export async function classesShown(page, classes) {
    let shown = 0;
    for (let label = 0; label < classes; label++) shown += await pixelsOf(page, '#scatter', `--class-${label}`) > 5 ? 1 : 0;
    return shown;
}
