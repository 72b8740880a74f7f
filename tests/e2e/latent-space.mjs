// Helpers for tests of the latent space: positions on it, its pixels, touches. Not part of the page.

import {until} from './lib.mjs';

export const PLANE = '#scatter > canvas';

/** Share of the pixels of the plane that are neither its paper nor clear. */
export const inked = (page) => page.evaluate((host) => {
    const canvas = document.querySelector(host);
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let found = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 40) found++;
    return found / (data.length / 4);
}, PLANE);

/** A place of the plane, as a share of its width and height. */
export async function at(page, x, y) {
    const box = await page.locator(PLANE).boundingBox();
    return [box.x + x * box.width, box.y + y * box.height];
}

/** A number as the page writes it, with a minus. @param {string} text */
export const asNumber = (text) => Number(text.replaceAll('−', '-'));

/** The coordinates that the panel names for the place under the pointer. */
export async function coordinates(lab, x, y) {
    const caption = lab.page.locator('.latent-detail figcaption').first();
    await lab.page.mouse.move(2, 2);
    await until('no coordinates', async () => !/, /.test(await caption.innerText()));
    await lab.page.mouse.move(...await at(lab.page, x, y));
    await until('coordinates', async () => /, /.test(await caption.innerText()));
    return (await caption.innerText()).split(', ').map(asNumber);
}

/** Width of the visible part of the latent space, from latent points near its two sides. */
export async function widthOf(lab) {
    const [[left], [right]] = [await coordinates(lab, 0.2, 0.5), await coordinates(lab, 0.8, 0.5)];
    return right - left;
}

/** The same, once what zooms has come to rest. */
export async function widthAtRest(lab) {
    let width = NaN;
    await until('a view at rest', async () => {
        const before = width;
        width = await widthOf(lab);
        return Math.abs(width / before - 1) < 0.005;
    });
    return width;
}

/** Selects a point, so that the panel goes back to it whenever the pointer leaves. */
export async function select(lab) {
    await lab.page.focus(PLANE);
    await lab.page.keyboard.press('ArrowRight');
    await lab.page.keyboard.press('Enter');
    await lab.shows('.detail-message', /Selected: validation image/);
}

/** Fingers on the plane, at places as shares of it. */
export async function fingersOn(lab) {
    const {x, y, width, height} = await lab.page.locator(PLANE).boundingBox();
    const session = await lab.page.context().newCDPSession(lab.page);
    return (type, ...points) => session.send('Input.dispatchTouchEvent', {
        type, touchPoints: points.map(([a, b], id) => ({x: x + a * width, y: y + b * height, id})),
    });
}

export const PHONE = {hasTouch: true, isMobile: true, viewport: {width: 390, height: 800}};
