// The one place that makes an address a program: of a worker, or of the service worker. The content security policy of the page
// refuses every other one, and any text as markup (https://www.w3.org/TR/trusted-types/). Main thread.

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('hourglass', {createScriptURL: (/** @type {string} */ url) => url});

/** @param {URL} url of a file of the page @returns {URL} what browsers take for one */
export const trustedScript = (url) => policy?.createScriptURL(url.href) ?? url;
