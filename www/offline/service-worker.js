// Service worker of the published page: keeps its files, so that the page opens without a network. Each version has a folder
// on the server and a cache here, so that no page gets files of two versions. Publishing (scripts/publish.mjs) puts this file at
// the root of the site, with version and files in front of it.

const scope = /** @type {any} */ (self);
/** @type {{version: string, files: Record<string, string>}} hash of each file, by its path below the folder of the version */
const {version, files} = scope.published;
const ROOT = scope.registration.scope;
const PREFIX = `${ROOT}#`; // other sites of this origin have caches too
const NAME = PREFIX + version;
const LIST = 'files.json'; // exists in the cache only
const ON_USE = /^(pkg\/full|www\/sets)\//; // large, and of use to some only
const AT_ONCE = 'www/sets/mnist-sample.'; // the first data set
const PATIENCE_MS = 3000;

/** @param {string} path @param {string} [of] */
const urlOf = (path, of = version) => `${ROOT}www/${of}/${path}`;

scope.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(keep().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(forgetOlder().then(() => scope.clients.claim())));
scope.addEventListener('message', (/** @type {any} */ event) => {
    const [, used] = /^used (.+)/.exec(event.data) ?? [];
    if (used) event.waitUntil(keepUsed(used));
});
scope.addEventListener('fetch', (/** @type {any} */ event) => {
    const {method, mode, url} = event.request;
    const [address] = url.split(/[?#]/);
    if (method !== 'GET' && method !== 'HEAD') return;
    if (mode === 'navigate') {
        if (address !== ROOT && address !== `${ROOT}index.html`) return;
        event.respondWith(newestPage());
        event.waitUntil(forgetOlder());
    } else if (address.startsWith(`${ROOT}www/`)) {
        event.respondWith(keptFile(address).then((kept) => kept ?? fetch(event.request)));
    }
});

/** @param {string} path */
const isOnUse = (path) => ON_USE.test(path) && !path.startsWith(AT_ONCE);

/** @param {string} url @returns {Promise<Response | undefined>} */
const keptFile = (url) => caches.match(url, {ignoreVary: true});

/** The page as the server has it now; as it was kept where there is no answer. */
async function newestPage() {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
    const answer = await Promise.race([fetch(ROOT, {cache: 'no-cache'}), late]).catch(() => null);
    if (answer?.ok && !answer.redirected) return answer;
    return await keptFile(urlOf('index.html')) ?? fetch(ROOT);
}

/** Takes what has not changed from an older version, and fetches the rest; a failure leaves the older version in charge. */
async function keep() {
    const cache = await caches.open(NAME);
    const older = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
    /** @type {string[]} */
    const missing = [];
    await Promise.all(Object.keys(files).map(async (path) => {
        const same = await unchanged(path, older);
        if (same) await cache.put(urlOf(path), same);
        else if (!isOnUse(path)) missing.push(urlOf(path));
    }));
    await cache.addAll(missing);
    await cache.put(urlOf(LIST), new Response(JSON.stringify(files)));
}

/** @param {string} path @param {string[]} names of caches */
async function unchanged(path, names) {
    for (const name of names) {
        const of = name.slice(PREFIX.length);
        const list = await (await keptFile(urlOf(LIST, of)))?.json();
        const kept = list?.[path] === files[path] && await keptFile(urlOf(path, of));
        if (kept) return new Response(kept.body, kept); // without its address, from which a script would import the older version's
    }
    return null;
}

/** Keeps files that a page has used: the GPU module, or a data set. @param {string} used beginning of their paths */
async function keepUsed(used) {
    const cache = await caches.open(NAME);
    for (const url of Object.keys(files).filter((path) => isOnUse(path) && path.startsWith(used)).map((path) => urlOf(path))) {
        if (!await cache.match(url, {ignoreVary: true})) await cache.add(url);
    }
}

/** Forgets versions that no page shows any more: a page holds a lock of the name of its version's cache. */
async function forgetOlder() {
    if (scope.registration.installing || scope.registration.waiting) return; // its cache is no older one
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
    await Promise.all(names.map((name) => navigator.locks.request(name, {ifAvailable: true}, (lock) => lock && caches.delete(name))));
}
