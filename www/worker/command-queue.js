// The order in which the worker obeys: as commands come, but for questions that somebody waits for with the pointer
// in hand. Pure.

/** @typedef {import('../protocol/messages.js').Command} Command */

/** @param {Command} command */
const isUrgent = (command) => command.type === 'ask' && command.urgent;

/** What only looks at the run. @param {Command} command */
const asks = ({type}) => type === 'ask' || type === 'measure';

/**
 * An urgent question goes ahead of all that only look, but never of what changes the run that it is about.
 * @param {Command[]} queue @param {Command} command
 */
export function enqueue(queue, command) {
    const before = isUrgent(command) ? queue.findLastIndex((other) => isUrgent(other) || !asks(other)) + 1 : queue.length;
    queue.splice(before, 0, command);
}
