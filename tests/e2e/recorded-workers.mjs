// Messages between the page and its workers, as tests see them.

/** Runs in the page, before its scripts: writes down when which message went where. */
export function recordWorkers() {
    const Original = window.Worker;
    const recorded = {workers: 0, sent: [], events: [], pca: []};
    window.__recorded = recorded;
    window.Worker = class extends Original {
        constructor(...rest) {
            super(...rest);
            if (rest[1]?.name !== 'trainer') {
                this.addEventListener('message', ({data: {type, error, message}}) => recorded.pca.push({type, error, message}));
                return;
            }
            recorded.workers += 1;
            const worker = recorded.workers; // the first has the small module, the second the whole one
            this.addEventListener('message', ({data}) => {
                const kept = {...data, at: performance.now(), worker};
                if (data.losses) kept.losses = [...data.losses];
                // pictures are large and not of interest here
                for (const key of ['probes', 'points', 'outputs', 'errors', 'codes', 'bytes', 'answer']) delete kept[key];
                recorded.events.push(kept);
            });
        }

        postMessage(message, ...rest) {
            if (message.type !== 'compare') recorded.sent.push({type: message.type, run: message.run, at: performance.now()});
            super.postMessage(message, ...rest);
        }
    };
}
