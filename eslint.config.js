// Lint rules of the page and its tests. Vendored and generated files are not ours to lint.
import js from '@eslint/js';
import globals from 'globals';

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
            'max-lines-per-function': ['error', {max: 120, skipBlankLines: true, skipComments: true}],
        },
    },
    {files: ['www/**/*.js'], languageOptions: {globals: globals.browser}},
    {files: ['www/worker/training-worker.js', 'bench/worker.js'], languageOptions: {globals: globals.worker}},
    {files: ['bench/*.js', 'bench/workloads.mjs'], languageOptions: {globals: globals.browser}},
    {
        files: ['bench/*.mjs', 'tests/**/*.js', 'tests/**/*.mjs', 'scripts/**/*.js', 'scripts/**/*.mjs', 'eslint.config.js'],
        languageOptions: {globals: {...globals.node, ...globals.browser}},
        rules: {'no-console': 'off', 'no-restricted-exports': 'off', 'max-lines-per-function': 'off'},
    },
];
