// A page that several tests share.

import {openInContext} from './lib.mjs';

/**
 * A page for tests that do not need a fresh one, since opening one takes seconds. They use it one after the other; after a failure the
 * next one gets another.
 * @param {import('playwright-core').Browser} browser @param {Omit<Parameters<typeof openInContext>[1], 'expected'>} options
 */
export function sharedPage(browser, options) {
    /** @type {Awaited<ReturnType<typeof openInContext>> | null} */
    let open = null;
    const close = async () => {
        const {context} = open ?? {};
        open = null;
        await context?.close();
    };
    return {
        close,
        /** Hands the page to `body`, and fails when the console shows an error meanwhile. @param {(lab: import('./lib.mjs').Lab) => Promise<void>} body */
        async use(body) {
            open ??= await openInContext(browser, options);
            try {
                await body(open.lab);
                open.lab.assertNoProblems();
            } catch (error) {
                await close();
                throw error;
            }
        },
    };
}
