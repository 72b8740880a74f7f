// Config as the core takes it. Pure.

/** The part of a config that the core knows. @param {import('./messages.js').Config} config @returns {import('./messages.js').Config} */
export function coreConfig(config) {
    const core = {...config};
    delete core.repeatable;
    return core;
}
