// Building elements in one expression. No template language, no state. Main thread.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [props] properties; `class`, `data-*`, `aria-*`, `role` and `for` are attributes, `on*` listeners
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
        if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
        else if (key === 'class' || key === 'role' || key === 'for' || key.includes('-')) node.setAttribute(key, value);
        else Object.assign(node, {[key]: value});
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes = {}, ...children) {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [key, value] of Object.entries(attributes)) {
        if (key === 'style') node.style.cssText = String(value); // the page's policy forbids the attribute
        else node.setAttribute(key, String(value));
    }
    node.append(...children);
    return node;
}

/**
 * An element of index.html; its absence is a bug in the page.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
    const node = document.getElementById(id);
    if (!node) throw new Error(`index.html has no element "${id}"`);
    return node;
}
