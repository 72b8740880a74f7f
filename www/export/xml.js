// Text that is safe inside HTML and SVG, and elements as text. Pure.

/** @type {Record<string, string>} */
const ENTITIES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;'};

/** Characters that XML 1.0 forbids: control characters except tab and line ends. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Elements of HTML that have no end. */
const VOID = ['img', 'meta'];

/** @param {string | number} text */
export const escaped = (text) => String(text).replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character]);

/**
 * An element; its children are markup already.
 * @param {string} name @param {Record<string, string | number | undefined>} [attributes] without those that are undefined
 * @param {...string} children
 */
export function tag(name, attributes = {}, ...children) {
    const head = Object.entries(attributes).filter(([, value]) => value !== undefined)
        .map(([key, value]) => ` ${key}="${escaped(/** @type {string | number} */ (value))}"`).join('');
    return VOID.includes(name) ? `<${name}${head}>` : `<${name}${head}>${children.join('')}</${name}>`;
}
