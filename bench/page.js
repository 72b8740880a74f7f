// The page of the benchmark: hands commands to the worker and answers back. It does nothing else, so that
// the time of its thread is what training costs the page.

import {probeWebGpu} from '../www/worker/probe-webgpu.js';

const worker = new Worker(new URL('worker.js', import.meta.url), {type: 'module'});
const waiting = new Map();
let last = 0;

worker.onmessage = ({data: {id, value, error}}) => {
    const {resolve, reject} = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
};

// a panic inside an async export settles no promise: it surfaces here
worker.onerror = ({message}) => {
    for (const {reject} of waiting.values()) reject(new Error(message || 'the worker could not be started'));
    waiting.clear();
};

globalThis.command = (name, ...given) => new Promise((resolve, reject) => {
    last += 1;
    waiting.set(last, {resolve, reject});
    worker.postMessage({id: last, name, given});
});

globalThis.adapter = () => probeWebGpu(navigator.gpu);
