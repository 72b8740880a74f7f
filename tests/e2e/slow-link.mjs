// A slow network between browser and server, as a relay: the browser's own emulation of one leaves out
// what workers fetch. All connections share the rate, as on one Wi-Fi.

import {once} from 'node:events';
import {connect, createServer} from 'node:net';

/**
 * @param {string} url of the server
 * @param {{bitsPerSecond: number, roundTripMs: number}} link
 */
export async function openSlowLink(url, {bitsPerSecond, roundTripMs}) {
    const {hostname, port} = new URL(url);
    let freeAt = 0; // when the link has passed on all it was given
    const server = createServer((browser) => {
        const upstream = connect(Number(port), hostname);
        const close = () => [browser, upstream].forEach((socket) => socket.destroy());
        for (const socket of [browser, upstream]) socket.on('error', close).on('close', () => setTimeout(close, 1000));
        browser.on('data', (chunk) => setTimeout(() => upstream.writable && upstream.write(chunk), roundTripMs / 2));
        upstream.on('data', (chunk) => {
            const now = performance.now();
            freeAt = Math.max(now, freeAt) + 8000 * chunk.length / bitsPerSecond;
            setTimeout(() => browser.writable && browser.write(chunk), freeAt - now + roundTripMs / 2);
        });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {url: `http://127.0.0.1:${address.port}/`, close: () => server.close()};
}
