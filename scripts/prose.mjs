// Checks the project's prose: sentence length, first words, banned phrases, and spelling through cspell (.cspell.json).
// Usage: npm run prose [-- --report] [PATH...]. Lists findings and fails on those in CLEAN; --report only counts, by folder.

import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** The spelling checker, where `npm ci` puts it. */
export const CSPELL = join(ROOT, 'node_modules/cspell/bin.mjs');

/** Paths where a finding fails the check. This list may only grow. @type {string[]} */
const CLEAN = ['README.md', 'CHANGELOG.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs', 'examples', 'bench', 'packages', 'scripts', 'tests', 'xtask', 'index.html', 'src', 'www'];

/** Files of the check: prose that people read, and sources with comments. Vendored code and lists of banned words are left out. */
const FILES = ['*.md', 'docs/*.md', 'index.html', 'src', 'www', 'packages', 'xtask', 'tests', 'examples', 'bench', 'scripts'];
const LEFT_OUT = /^www\/vendor\/|^docs\/glossary\.md$|^scripts\/prose\.mjs$|^tests\/www\/prose\.test\.js$/;

/** Most words a sentence may have. The goal of docs/STYLE.md is 25. */
export const MOST_WORDS = 25;
const RIDDLES = /^(what|how|which|where|whether|when|why)\b/i;
/** Private metaphors of more than one word; single words are `flagWords` in .cspell.json. */
const PHRASES = /\b(of which|for nothing|that is seen|learn(?:s|ed|t|ing)? by heart|numbers? of the code|broken model)\b/gi;

/** @typedef {{line: number, text: string}} Block a paragraph or list item, and the line where it begins */
/** @typedef {{path: string, line: number, rule: string, text: string}} Finding */

/** Paragraphs and list items of Markdown, without code, tables, headings and comments. @param {string[]} lines @param {number} first */
export function paragraphs(lines, first = 1) {
    /** @type {Block[]} */
    const blocks = [];
    let open = false;
    let code = false;
    lines.forEach((line, index) => {
        const text = line.trim();
        if (/^(```|~~~)/.test(text)) code = !code;
        const isText = !code && text !== '' && !/^(```|~~~|\||#|<!--|!\[)/.test(text);
        const plain = text.replace(/^([-*>]|\d+\.) /, '');
        if (isText && open && plain === text) blocks[blocks.length - 1].text += ` ${plain}`;
        else if (isText) blocks.push({line: first + index, text: plain});
        open = isText;
    });
    return blocks;
}

/** The header of a script and its JSDoc comments. @param {string[]} lines */
function scriptComments(lines) {
    const end = lines.findIndex((line) => !line.startsWith('//'));
    const header = comments(lines.slice(0, end < 0 ? lines.length : end), /^\/\/ ?/);
    let inside = false;
    const marked = lines.map((line) => {
        const mine = inside || /^\s*\/\*\*/.test(line);
        inside = mine && !line.includes('*/');
        // types and names of parameters are no prose
        const body = line.replace(/\*\/.*$/, '').replace(/^\s*(\/\*\*|\*)/, '').replace(/(^|\s)@\w+.*$/, '');
        return mine ? `///${body}` : '';
    });
    return [...header, ...comments(marked, /^\/\/\/ ?/)];
}

/** @param {string[]} lines @param {RegExp} mark */
function comments(lines, mark) {
    /** @type {{first: number, lines: string[]}[]} */
    const runs = [];
    lines.forEach((line, index) => {
        if (!mark.test(line)) return;
        const last = runs[runs.length - 1];
        if (last && last.first + last.lines.length === index + 1) last.lines.push(line.replace(mark, ''));
        else runs.push({first: index + 1, lines: [line.replace(mark, '')]});
    });
    return runs.map((run) => paragraphs(run.lines, run.first));
}

/** Sentences of a paragraph; code, formulas in backticks and links count as one word. @param {string} text */
export function sentences(text) {
    const plain = text.replace(/`[^`]*`/g, 'Code').replace(/\[([^\]]*)\]\((?:[^()]|\([^)]*\))*\)/g, '$1').replace(/https?:\S+/g, 'link');
    return plain.split(/(?<=[.!?][)"*]*)\s+(?=[("*]*[\p{Lu}\d–])/u).filter((sentence) => sentence !== '');
}

/** @param {string} sentence */
export const words = (sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;

/** Findings of one file, spelling aside. @param {string} path @param {string} content @returns {Finding[]} */
export function check(path, content) {
    // the text of generated tables goes, its lines stay
    const lines = content.replace(/<!-- (\w+):begin -->[^]*?<!-- \1:end -->/g, (text) => text.replace(/[^\n]/g, '')).split('\n');
    const kind = extname(path);
    const isScript = kind === '.js' || kind === '.mjs';
    const documents = kind === '.md' ? [paragraphs(lines)] : kind === '.rs' ? comments(lines, /^\s*\/\/[/!] ?/) : isScript ? scriptComments(lines) : [];
    /** @type {Finding[]} */
    const found = [];
    for (const blocks of documents) {
        if (kind !== '.md' && blocks.length > 0 && RIDDLES.test(blocks[0].text)) found.push({path, line: blocks[0].line, rule: 'first word', text: blocks[0].text});
        for (const {line, text} of blocks) {
            for (const sentence of sentences(text)) {
                if (words(sentence) > MOST_WORDS) found.push({path, line, rule: `${words(sentence)} words`, text: sentence});
            }
        }
    }
    lines.forEach((text, index) => {
        for (const [phrase] of text.matchAll(PHRASES)) found.push({path, line: index + 1, rule: `"${phrase}"`, text: text.trim()});
    });
    return found;
}

/** Findings in the output of cspell. @param {string} output @returns {Finding[]} */
export const spellingRules = (output) => [...output.matchAll(/^(.+?):(\d+):\d+ - (Forbidden|Unknown) word \((.*?)\)/gm)].map(
    ([, path, line, kind, text]) => ({path, line: Number(line), rule: kind === 'Forbidden' ? 'banned word' : 'spelling', text}),
);

/** Unknown and banned words of files, by cspell, which is part of `npm ci`. @param {string[]} paths @param {string} [root] */
export function spelling(paths, root = ROOT) {
    const options = ['--no-progress', '--no-summary', '--no-exit-code', '--relative', '--config', join(ROOT, '.cspell.json'), '--root', root];
    const input = paths.join('\n');
    return spellingRules(execFileSync(process.execPath, [CSPELL, 'lint', ...options, '--file-list', 'stdin'], {cwd: root, input, encoding: 'utf8', maxBuffer: 2 ** 26}));
}

/** Numbers of findings as a table: a row for each folder, a column for each rule. @param {Finding[]} found */
function report(found) {
    /** @type {Record<string, Record<string, number>>} */
    const table = {};
    for (const {path, rule} of found) {
        const [top, next = ''] = path.split('/');
        const row = (table[extname(next) || next === '' ? top : `${top}/${next}`] ??= {});
        const column = rule.endsWith(' words') ? 'length' : rule.startsWith('"') ? 'phrase' : rule;
        row[column] = (row[column] ?? 0) + 1;
    }
    console.table(table);
}

function main() {
    const paths = process.argv.slice(2).filter((word) => !word.startsWith('--'));
    const reportOnly = process.argv.includes('--report');
    const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...(paths.length > 0 ? paths : FILES)];
    const files = execFileSync('git', list, {cwd: ROOT, encoding: 'utf8'}).split('\n').filter((path) => /\.(md|rs|m?js|ts|html|css)$/.test(path) && !LEFT_OUT.test(path));
    const found = files.flatMap((path) => check(path, readFileSync(join(ROOT, path), 'utf8')));
    if (existsSync(CSPELL)) found.push(...spelling(files));
    else if (reportOnly) console.log('without words: cspell is not installed, run `npm ci`');
    else throw new Error('cspell is not installed: run `npm ci`');
    if (reportOnly) return report(found);
    const scope = paths.length > 0 ? paths : CLEAN;
    const failing = found.filter(({path}) => paths.length > 0 || CLEAN.some((folder) => path === folder || path.startsWith(`${folder}/`)));
    for (const {path, line, rule, text} of failing) console.log(`${path}:${line}: ${rule}: ${text}`);
    console.log(`${failing.length} findings in ${scope.join(', ')}`);
    process.exitCode = failing.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
