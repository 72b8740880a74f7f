// The list "try this" at the end of the page. Main thread.

/** A link of the "try this" list is a whole experiment, on the user's own device, at once. @param {(hash: string) => void} onTry */
export function listenForTries(onTry) {
    for (const link of document.querySelectorAll('a[data-example]')) {
        link.addEventListener('click', (event) => {
            event.preventDefault();
            onTry(/** @type {HTMLAnchorElement} */ (link).hash);
            scrollTo({top: 0});
        });
    }
}
