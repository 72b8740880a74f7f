// Which models have a prior. Pure.

/** Whether the codes of a run have a prior. @param {import('../protocol/messages.js').CreatedEvent | null} run */
export const hasPrior = (run) => run?.config.neck === 'variational';
