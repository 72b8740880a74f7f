import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {CSPELL, MOST_WORDS, check, paragraphs, sentences, spelling, words} from '../../scripts/prose.mjs';

/** @param {number} count */
const sentence = (count) => `${Array(count).fill('word').join(' ')}.`;
/** @param {string} path @param {string} content */
const rules = (path, content) => check(path, content).map(({line, rule}) => `${line} ${rule}`);

test('a sentence with one word too many is found, in documents and in comments', () => {
    const long = sentence(MOST_WORDS + 1);
    assert.deepEqual(rules('a.md', sentence(MOST_WORDS)), []);
    assert.deepEqual(rules('a.md', `A heading\n\n${long}`), [`3 ${MOST_WORDS + 1} words`]);
    assert.deepEqual(rules('a.rs', `//! Short.\n\n/// ${long}\nfn a() {}`), [`3 ${MOST_WORDS + 1} words`]);
    assert.deepEqual(rules('a.js', `// ${long}\n`), [`1 ${MOST_WORDS + 1} words`]);
    assert.deepEqual(rules('a.js', `const a = 1;\n/**\n * ${long}\n */\n`), [`3 ${MOST_WORDS + 1} words`]);
});

test('a sentence goes on over lines, and ends with a list item', () => {
    const half = Array(15).fill('word').join(' ');
    assert.deepEqual(rules('a.md', `${half}\n${half}.`), ['1 30 words']);
    assert.deepEqual(rules('a.md', `- ${half}\n- ${half}`), []);
});

test('code, tables and headings are no sentences', () => {
    const long = sentence(MOST_WORDS + 1);
    assert.deepEqual(rules('a.md', `# ${long}\n\n| ${long} |\n\n\`\`\`\n${long}\n\`\`\`\n`), []);
    assert.deepEqual(sentences('Runs `a. B c.` at once. Then [the. End](x.md) comes'), ['Runs Code at once.', 'Then the.', 'End comes']);
    assert.equal(words('Two words — and · a third, 4'), 6);
    assert.deepEqual(paragraphs(['one', 'two', '', '1. three']).map(({line}) => line), [1, 4]);
});

test('a generated table is not checked, and the lines below it keep their numbers', () => {
    assert.deepEqual(rules('a.md', '<!-- t:begin -->\ntwo of which\n<!-- t:end -->\ntwo of which'), ['4 "of which"']);
});

test('a comment that opens with a question word is found, wherever it begins', () => {
    for (const word of ['What', 'How', 'Which', 'Where', 'Whether', 'When', 'Why']) {
        assert.deepEqual(rules('a.rs', `//! ${word} it is.`), ['1 first word']);
        assert.deepEqual(rules('a.rs', `\n/// ${word} it is.\nfn a() {}`), ['2 first word']);
        assert.deepEqual(rules('a.js', `// ${word} it is.`), ['1 first word']);
        assert.deepEqual(rules('a.js', `\nconst a = 1; \n/** ${word} it is. @param {number} b */`), ['3 first word']);
    }
    assert.deepEqual(rules('a.rs', '/// Whatever the size.\n/// When it is small.'), []);
    assert.deepEqual(rules('a.js', 'const a = 1;\n// what follows explains a line\n'), []);
});

test('a banned phrase is found in prose and in code', () => {
    for (const phrase of ['of which', 'for nothing', 'that is seen', 'learning by heart', 'numbers of the code', 'broken model']) {
        assert.deepEqual(rules('a.html', `<p>Three ${phrase}</p>`), [`1 "${phrase}"`]);
    }
});

test('a banned word and a misspelt one are found, also inside an identifier', {skip: existsSync(CSPELL) ? false : 'cspell is not installed'}, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-prose-'));
    await writeFile(join(folder, 'a.js'), '// A good line.\nconst tandemWorker = 1;\n// wierd end\n');
    const found = spelling(['a.js'], folder);
    await rm(folder, {recursive: true});
    assert.deepEqual(found, [
        {path: 'a.js', line: 2, rule: 'banned word', text: 'tandem'},
        {path: 'a.js', line: 3, rule: 'spelling', text: 'wierd'},
    ]);
});
