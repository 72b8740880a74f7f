import assert from 'node:assert/strict';
import {test} from 'node:test';
import {folderOf, classFiles, problemOf} from '../../../www/collect/class-files.js';

/** @param {string} name @param {...string} contents */
const classOf = (name, ...contents) => ({name, items: contents.map((content) => new Blob([content]))});

/** Names of files and what is in them. @param {import('../../../www/collect/class-files.js').MadeClass[]} classes */
async function written(classes) {
    const files = classFiles(classes, 'png');
    return Promise.all(files.map(async (file) => `${file.name} ${new TextDecoder().decode(await file.arrayBuffer())}`));
}

test('the folder of a picture is its class, and its number begins at 1', async () => {
    assert.deepEqual(await written([classOf('Cat', 'a', 'b'), classOf('Dog', 'c')]), ['Cat/0001.png a', 'Cat/0002.png b', 'Dog/0001.png c']);
});

test('classes of one name become one class, and no picture replaces another', async () => {
    assert.deepEqual(await written([classOf('Cat', 'a'), classOf('Dog', 'b'), classOf(' Cat', 'c')]), ['Cat/0001.png a', 'Cat/0002.png c', 'Dog/0001.png b']);
});

test('a class without pictures has no files', () => {
    assert.deepEqual(classFiles([classOf('Cat')], 'wav'), []);
});

test('no name leads into another folder, or hides one', () => {
    assert.equal(folderOf('cats/dogs\\owls', 0), 'cats dogs owls');
    assert.equal(folderOf('..', 1), 'Class 2');
    assert.equal(folderOf('.hidden', 0), 'hidden');
    assert.equal(folderOf(' \t ', 2), 'Class 3');
    assert.equal(folderOf('Grüße 王芳', 0), 'Grüße 王芳');
});

test('a name that would make its pictures the test set is named, others are not', () => {
    for (const name of ['test', 'Test 2', 'my-test', 'myTest', 'testing', 'test images']) {
        assert.match(problemOf([classOf('Cat'), classOf(name)]), new RegExp(`called “${name}”.*Take another name`), name);
    }
    for (const name of ['Testa', 'greatest', 'contest', 'train', 'Class 1']) assert.equal(problemOf([classOf(name)]), '', name);
});
