// Random actions of a careless person, as the page's own events. `act` and `actAll` run in the page.

/**
 * Runs in the page: acts on one visible control.
 * @param {number[]} draws numbers from 0 to 1 that choose the control and the act
 * @returns {string} the act, for the report
 */
export function act([which, first, second, third]) {
    /** @template T @param {T[]} list @param {number} draw */
    const at = (list, draw) => list[Math.floor(draw * list.length)];
    const name = (node) => `${node.tagName.toLowerCase()}${node.id ? `#${node.id}` : ''} "${(node.getAttribute('aria-label') ?? node.textContent ?? '').trim().slice(0, 30)}"`;
    const usable = (node) => !node.disabled && node.checkVisibility({visibilityProperty: true})
        && !(node.tagName === 'A' && !node.hasAttribute('data-example')) && node.type !== 'file';
    const controls = [...document.querySelectorAll('button, summary, a[href], input, select, canvas, svg[tabindex], [role=tab], [role=application], .scatter-host, .loss-host')].filter(usable);
    const node = at(controls, which);
    const notify = () => {
        node.dispatchEvent(new Event('input', {bubbles: true}));
        node.dispatchEvent(new Event('change', {bubbles: true}));
    };
    const rect = node.getBoundingClientRect();
    const mouse = (type, x, y) => node.dispatchEvent(new PointerEvent(type, {
        bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', isPrimary: true, buttons: type === 'pointermove' ? 0 : 1,
        clientX: rect.x + x * rect.width, clientY: rect.y + y * rect.height,
    }));
    if (node instanceof HTMLSelectElement) {
        node.selectedIndex = Math.floor(first * node.options.length);
        notify();
        return `${name(node)} = ${node.value}`;
    }
    if (node instanceof HTMLInputElement && !['checkbox', 'radio'].includes(node.type)) {
        const low = Number(node.min || 0);
        const high = Number(node.max || 100);
        const inRange = String(low + first * (high - low));
        const hostile = at(['', '-1', '0', '1e99', 'abc', '99999999', '1,2', '64,32', '<b>', '0.001'], third);
        node.value = second < 0.8 ? (node.type === 'text' ? at(['64,32', '32', '128,64', '8'], first) : inRange) : hostile;
        notify();
        return `${name(node)} = ${node.value}`;
    }
    if (node instanceof HTMLCanvasElement || node instanceof SVGElement || node.matches('.scatter-host, .loss-host, [role=application]')) {
        if (second < 0.3) {
            node.dispatchEvent(new WheelEvent('wheel', {bubbles: true, cancelable: true, deltaY: 400 * (third - 0.5), ctrlKey: first < 0.5}));
            return `${name(node)} wheel`;
        }
        if (second < 0.5) {
            const key = at(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'Enter', 'Escape', '+', '-', '0', ' ', 'Home', 'Delete'], third);
            node.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, cancelable: true, key}));
            return `${name(node)} key ${key}`;
        }
        mouse('pointermove', first, third);
        mouse('pointerdown', first, third);
        if (second > 0.7) mouse('pointermove', third, first);
        mouse('pointerup', third, first);
        node.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, clientX: rect.x + third * rect.width, clientY: rect.y + first * rect.height}));
        return `${name(node)} drag`;
    }
    node.click();
    return `${name(node)} press`;
}

/**
 * Runs in the page, where `act` is `window.__act`: acts with short breaks.
 * @param {number[][]} draws for each act; the last number of each chooses the break
 * @returns {Promise<string[]>}
 */
export async function actAll(draws) {
    const acts = [];
    for (const draw of draws) {
        acts.push(window.__act(draw));
        const pause = draw.at(-1);
        await new Promise((resolve) => setTimeout(resolve, pause < 0.1 ? 3000 * pause : 0));
    }
    return acts;
}
