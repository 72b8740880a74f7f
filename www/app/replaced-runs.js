// Runs that others have replaced in this session, newest last, and the button that brings the newest back. Main thread.

/** @typedef {import('../runs/checkpoint-store.js').Body} Body */

const MOST = {runs: 8, bytes: 100e6};

/** @param {{row: HTMLElement, button: HTMLElement, dismiss: HTMLElement, resume: (body: Body) => void}} parts */
export function createReplacedRuns({row, button, dismiss, resume}) {
    /** @type {{body: Body, label: string}[]} */
    let runs = [];

    /** @param {typeof runs} next */
    function change(next) {
        runs = next.slice(-MOST.runs);
        while (runs.length > 1 && runs.reduce((sum, {body}) => sum + body.model.byteLength, 0) > MOST.bytes) runs.shift();
        const last = runs.at(-1);
        row.hidden = !last;
        button.textContent = last?.label ?? '';
        button.title = last ? `Brings back ${last.body.history.name}, which has been replaced` : '';
    }

    button.addEventListener('click', () => {
        const last = runs.at(-1);
        change(runs.slice(0, -1));
        if (last) resume(last.body);
    });
    dismiss.addEventListener('click', () => (row.hidden = true));

    return {
        /** @param {Body} body @param {string} label of the button */
        add: (body, label) => change([...runs, {body, label}]),
        /** @param {string} id */
        forget: (id) => change(runs.filter(({body}) => body.history.id !== id)),
        clear: () => change([]),
    };
}
