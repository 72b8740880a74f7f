// A server in front of the page that makes it fail: it changes a script on its way, once, or answers nothing any more. So a
// fault is injected the same way into every engine, whatever its driver can do. Not part of the page.

import {once} from 'node:events';
import {createServer} from 'node:http';
import {URL_OF_PAGE} from './lab.mjs';

const TRAINING_WORKER = /\/worker\/training-worker\.js$/;
const START_OF_PAGE = /\/www\/main\.js$/;
const KEPT_HEADERS = ['content-type', 'service-worker-allowed'];

/** Code for a worker that acts while it trains: with a report of its progress. @param {number} count of the report @param {string} code */
export const atReport = (count, code) => `
const postMessage = self.postMessage.bind(self);
let reports = 0;
self.postMessage = (event, transfer) => {
    postMessage(event, transfer);
    if (event.type === 'progress' && ++reports === ${count}) { ${code} }
};`;

/** Serves the page of `HOURGLASS_URL`, with faults. */
export async function openFaultySite() {
    let isCut = false;
    /** Code for the next worker, and for the page. */
    const faults = {worker: '', page: ''};

    /** @param {string} path */
    function codeFor(path) {
        if (START_OF_PAGE.test(path)) return faults.page;
        if (!TRAINING_WORKER.test(path)) return '';
        const code = faults.worker;
        faults.worker = '';
        return code;
    }

    const server = createServer(async (request, response) => {
        if (isCut) return request.socket.destroy();
        const url = new URL(request.url ?? '/', URL_OF_PAGE);
        const answer = await fetch(url, {headers: {'accept-encoding': 'identity'}});
        const code = codeFor(url.pathname);
        const headers = KEPT_HEADERS.flatMap((name) => answer.headers.has(name) ? [[name, answer.headers.get(name)]] : []);
        response.writeHead(answer.status, {...Object.fromEntries(headers), 'cache-control': 'no-store'});
        response.end(Buffer.concat([Buffer.from(await answer.arrayBuffer()), Buffer.from(code)]));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());

    return {
        url: `http://127.0.0.1:${port}/`,
        /** Spoils the next worker, and no other. @param {string} code added to its script */
        spoilWorker: (code) => void (faults.worker = code),
        /** Spoils the page from its next load on. @param {string} code added to its script */
        spoilPage: (code) => void (faults.page = code),
        /** Answers nothing any more, or all again. @param {boolean} cut */
        cutOff(cut) {
            isCut = cut;
            if (cut) server.closeAllConnections();
        },
        async close() {
            server.closeAllConnections();
            server.close();
            await once(server, 'close');
        },
    };
}
