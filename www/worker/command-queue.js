// Order of commands in the worker: first in, first out, but urgent queries go ahead of others that only read. Pure.

/** @typedef {import('../protocol/messages.js').Command} Command */

/** @param {Command} command */
const isUrgent = (command) => command.type === 'query' && command.urgent;

/** True if a command leaves the run as it is. @param {Command} command */
const onlyReads = ({type}) => type === 'query' || type === 'measure';

/**
 * Adds a command; an urgent query overtakes commands that only read, but none that changes the run.
 * @param {Command[]} queue @param {Command} command
 */
export function enqueue(queue, command) {
    const before = isUrgent(command) ? queue.findLastIndex((other) => isUrgent(other) || !onlyReads(other)) + 1 : queue.length;
    queue.splice(before, 0, command);
}
