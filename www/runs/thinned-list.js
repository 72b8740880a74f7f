// List of a run's items, from its first step to its newest, in bounded memory. A full list drops about every second item,
// so that the rest lies evenly over the steps. Pure.

/**
 * @template {{step: number}} Item
 * @param {object} limits
 * @param {number} limits.mostItems 3 at least
 * @param {number} [limits.mostBytes]
 * @param {(item: Item) => number} [limits.bytesOf]
 */
export function createThinned({mostItems, mostBytes = Infinity, bytesOf = () => 0}) {
    /** @type {Item[]} by step */
    let kept = [];
    let bytes = 0;
    let gap = 0; // steps between two that stay, at least; the newest always stays

    /** @param {Item[]} next */
    function keep(next) {
        kept = next;
        bytes = kept.reduce((sum, item) => sum + bytesOf(item), 0);
    }

    const isFull = () => kept.length > mostItems || bytes > mostBytes;

    /** The newest was only kept for being the newest. */
    const isSpare = () => kept.length > 1 && kept[kept.length - 1].step - kept[kept.length - 2].step < gap;

    function thinOut() {
        const last = kept.length - 1;
        // not quite twice the mean, so that uneven ones do not leave holes of three
        gap = 1.8 * (kept[last].step - kept[0].step) / last;
        let before = -Infinity;
        keep(kept.filter(({step}, i) => {
            const stays = i === last || step - before >= gap;
            if (stays) before = step;
            return stays;
        }));
    }

    return {
        /** The next one; what lies at its step or beyond is no longer true. @param {Item} item */
        add(item) {
            const newest = kept.at(-1);
            if (newest && item.step <= newest.step) keep(kept.filter(({step}) => step < item.step));
            else if (isSpare()) bytes -= bytesOf(/** @type {Item} */ (kept.pop()));
            kept.push(item);
            bytes += bytesOf(item);
            while (isFull() && kept.length > 2) thinOut();
            if (isFull()) keep([item]); // not even two fit
        },
        /** Forgets what lies beyond a step. @param {number} step */
        truncate(step) {
            if ((kept.at(-1)?.step ?? 0) > step) keep(kept.filter((item) => item.step <= step));
        },
        /** True once items have been dropped. */
        isThinned: () => gap > 0,
        clear() {
            keep([]);
            gap = 0;
        },
        /** From the first to the newest. @returns {readonly Item[]} */
        items: () => kept,
        /** The one nearest to a step. @param {number} step @returns {Item | null} */
        nearest(step) {
            const target = Math.min(step, kept.at(-1)?.step ?? 0); // infinite is the newest
            const distance = (/** @type {Item} */ item) => Math.abs(item.step - target);
            return kept.reduce((/** @type {Item | null} */ best, item) => best && distance(best) <= distance(item) ? best : item, null);
        },
        bytes: () => bytes,
    };
}
