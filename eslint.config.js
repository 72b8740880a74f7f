// Lint rules of the page and its tests. Vendored and generated files are not ours to lint.
import js from '@eslint/js';
import globals from 'globals';

/**
 * What each room of `www/` may import, beside its own files and `www/vendor`: rooms, or single files of one. Types in
 * comments are free, but for `protocol`, which has no room to import from.
 * @type {Record<string, {rule: string, may: string[], dom?: boolean}>}
 */
export const ROOMS = {
    protocol: {rule: 'protocol imports nothing', may: [], dom: false},
    math: {rule: 'math holds pure functions of numbers', may: [], dom: false},
    scheduling: {rule: 'scheduling is pure, or timers only', may: [], dom: false},
    worker: {rule: 'worker imports only protocol, scheduling and examples/buffer.js', may: ['protocol', 'scheduling', 'examples/buffer.js'], dom: false},
    ui: {rule: 'ui knows no domain word', may: ['scheduling']},
    client: {
        rule: 'client knows workers and devices, no DOM and no card',
        may: ['protocol', 'scheduling', 'examples/buffer.js', 'ui/format.js', 'ui/local-store.js'], dom: false,
    },
    settings: {rule: 'settings knows no model', may: ['protocol', 'scheduling', 'ui']},
    examples: {rule: 'examples knows how one example is painted and sounds, and no card', may: ['math', 'protocol', 'scheduling', 'sound', 'ui']},
    runs: {
        rule: 'runs keeps records of runs, and draws nothing',
        may: ['math', 'protocol', 'scheduling', 'settings', 'ui/format.js', 'ui/local-store.js'], dom: false,
    },
    sound: {rule: 'sound plays samples, and knows no model', may: []},
    offline: {rule: 'offline keeps the files of the page, and knows no part of it', may: ['scheduling']},
    scatter: {rule: 'scatter does not know what a code is', may: ['examples', 'math', 'scheduling', 'ui']},
    loss: {rule: 'a card knows neither app nor another card', may: ['examples', 'math', 'protocol', 'runs', 'scheduling', 'settings', 'ui']},
    cards: {rule: 'a card knows neither app nor another card', may: ['examples', 'math', 'protocol', 'runs', 'scheduling', 'settings', 'ui']},
    latent: {
        rule: 'a card knows neither app nor another card',
        may: ['examples', 'math', 'protocol', 'runs', 'scatter', 'scheduling', 'settings', 'sound', 'ui'],
    },
    export: {
        rule: 'export makes files of records, with the painters of cards',
        may: ['cards', 'examples', 'loss', 'math', 'protocol', 'runs', 'scatter', 'settings', 'ui'],
    },
    tools: {
        rule: 'a tool knows neither app nor another tool',
        may: ['cards', 'examples', 'export', 'latent', 'loss', 'math', 'protocol', 'runs', 'scatter', 'scheduling', 'settings', 'ui'],
    },
    collect: {
        rule: 'collect makes files of what a visitor shows, draws or types, and knows no data set',
        may: ['examples', 'export/csv.js', 'scheduling', 'sound/player.js', 'tools/draw/pad.js', 'ui'],
    },
    app: {
        rule: 'app knows every room but worker',
        may: ['cards', 'client', 'collect', 'examples', 'export', 'latent', 'loss', 'math', 'protocol', 'runs', 'scatter', 'scheduling', 'settings', 'sound', 'tools', 'ui'],
    },
};

/** @param {string} text */
const escaped = (text) => text.replaceAll('.', '\\.').replaceAll('/', '\\/');

/** Rules of a folder that forbid imports, static and dynamic, whose path matches. @param {string} regex @param {string} message */
const forbid = (regex, message) => ({
    'no-restricted-imports': ['error', {patterns: [{regex, message}]}],
    'no-restricted-syntax': ['error', {selector: `ImportExpression > Literal[value=/${regex}/]`, message}],
});

/** Paths that lead out of a room to where it may not go. @param {string[]} may @param {number} depth folders below `www/` */
function foreignPaths(may, depth) {
    const allowed = [...may, 'vendor'].map((path) => path.includes('.') ? `${escaped(path)}$` : `${path}\\/`);
    return `^(\\.\\.\\/){${depth}}(?!\\.\\.|${allowed.join('|')})`;
}

const rooms = Object.entries(ROOMS).flatMap(([room, {rule, may}]) => [
    {files: [`www/${room}/*.js`], rules: forbid(foreignPaths(may, 1), rule)},
    {files: [`www/${room}/*/*.js`], rules: forbid(foreignPaths(may, 2), rule)},
]);
// files right in www/tools are shared, but for the list of the tools
const otherTool = '^\\.\\.\\/(?!\\.\\.)(.*\\/|registry\\.js$)';
const tools = {
    files: ['www/tools/*/*.js'],
    rules: forbid(`${foreignPaths(ROOMS.tools.may, 2)}|${otherTool}`, ROOMS.tools.rule),
};
const withoutDom = Object.entries(ROOMS).filter(([, {dom}]) => dom === false).map(([room]) => `www/${room}/**/*.js`);

export default [
    {ignores: ['www/vendor/', 'pkg/', 'dist/', 'target/', 'node_modules/']},
    js.configs.recommended,
    {
        linterOptions: {reportUnusedDisableDirectives: 'error'},
        rules: {
            'prefer-const': 'error',
            'no-var': 'error',
            eqeqeq: 'error',
            'no-console': 'error',
            'no-shadow': 'error',
            'no-restricted-exports': ['error', {restrictDefaultExports: {direct: true, named: true}}],
            'max-lines': ['error', {max: 320}],
            // a factory counts with all the small functions inside it
            'max-lines-per-function': ['error', {max: 60, skipBlankLines: true, skipComments: true}],
        },
    },
    {files: ['www/**/*.js'], ignores: withoutDom, languageOptions: {globals: globals.browser}},
    {files: withoutDom, languageOptions: {globals: globals['shared-node-browser']}},
    {files: ['www/collect/tap.js'], languageOptions: {globals: {AudioWorkletProcessor: 'readonly', registerProcessor: 'readonly'}}},
    {files: ['www/client/*.js'], languageOptions: {globals: {Worker: 'readonly'}}},
    {files: ['www/scheduling/*.js'], languageOptions: {globals: {requestAnimationFrame: 'readonly', requestIdleCallback: 'readonly'}}},
    {files: ['www/worker/*.js', 'bench/worker.js'], languageOptions: {globals: globals.worker}},
    ...rooms,
    tools,
    {files: ['bench/*.js', 'bench/workloads.mjs'], languageOptions: {globals: globals.browser}},
    {
        files: ['bench/*.mjs', 'tests/**/*.js', 'tests/**/*.mjs', 'scripts/**/*.js', 'scripts/**/*.mjs', 'eslint.config.js'],
        languageOptions: {globals: {...globals.node, ...globals.browser}},
        rules: {'no-console': 'off', 'no-restricted-exports': 'off', 'max-lines-per-function': 'off'},
    },
];
