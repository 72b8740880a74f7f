// Example experiments at the end of the page: each link starts one on the user's own device. Main thread.

/** @param {(hash: string) => void} onChoose */
export function listenForExampleLinks(onChoose) {
    for (const link of document.querySelectorAll('a[data-example]')) {
        link.addEventListener('click', (event) => {
            event.preventDefault();
            onChoose(/** @type {HTMLAnchorElement} */ (link).hash);
            scrollTo({top: 0});
        });
    }
}
