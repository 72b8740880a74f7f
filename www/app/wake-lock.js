// Keeps the screen on while a run trains, where the person chooses it, so that the computer does not fall asleep. A browser lets
// go of the screen when the tab is hidden, so it is asked again. Main thread.

/**
 * @param {{box: HTMLInputElement, words: HTMLElement}} parts `words` stand at the box, and report a refusal
 * @param {object} [browser]
 * @param {WakeLock} [browser.api]
 * @param {Pick<Document, 'hidden' | 'addEventListener'>} [browser.page]
 */
export function createWakeLock({box, words}, {api = navigator.wakeLock, page = document} = {}) {
    const help = words.textContent;
    /** @type {WakeLockSentinel | null} */
    let lock = null;
    let isAsking = false;
    let isTraining = false;

    /** Asks or lets go, until the browser does what is chosen. */
    async function follow() {
        const isDue = box.checked && isTraining && !page.hidden;
        if (isAsking || isDue === (lock !== null)) return;
        isAsking = true;
        await (isDue ? ask() : letGo());
        isAsking = false;
        void follow();
    }

    async function ask() {
        try {
            const got = await api.request('screen');
            lock = got;
            got.addEventListener('release', () => {
                if (lock === got) lock = null;
            });
            words.textContent = help;
        } catch {
            if (page.hidden) return; // asked again when the tab is visible
            box.checked = false;
            words.textContent = 'The browser refused. It may be saving the battery.';
        }
    }

    /** Counts as released at once, whenever the browser reports it. */
    async function letGo() {
        const old = lock;
        lock = null;
        await old?.release();
    }

    box.addEventListener('change', follow);
    page.addEventListener('visibilitychange', follow);
    return {
        /** @param {Pick<import('../protocol/messages.js').StatusEvent, 'state'>} event */
        status({state}) {
            isTraining = state === 'running';
            void follow();
        },
    };
}
