// Pasted text: words, one a line, or a table, as the core will read it. Pure.

const LONGEST_WORD = 24; // letters; the core leaves out longer ones
const SEPARATORS = ['\t', ';', ',', '|'];
const NO_WORD = /[\d,;|<>{}=\t]/;

/** @typedef {{kind: 'words' | 'table', count: number, columns: number}} Pasted `count` is that of different words or of rows */

/** @param {string} text @returns {Pasted} */
export function readPasted(text) {
    const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
    const isWords = lines.every((line) => /\p{L}/u.test(line) && !NO_WORD.test(line));
    if (isWords) return {kind: 'words', count: distinct(lines), columns: 1};
    const separator = SEPARATORS.find((mark) => lines[0].includes(mark));
    const rows = lines.map((line) => separator ? line.split(separator) : line.trim().split(/ +/));
    return {kind: 'table', count: rows.length - Number(hasHeader(rows)), columns: rows[0].length};
}

/** Words of a length that is read, large and small letters alike. @param {string[]} lines */
function distinct(lines) {
    const words = lines.map((line) => line.trim().toLowerCase()).filter((word) => [...word].length <= LONGEST_WORD);
    return new Set(words).size;
}

/** True where numbers begin in the second row. @param {string[][]} rows */
const hasHeader = ([first, second]) => !first.some(isNumber) && (second ?? []).some(isNumber);

/** @param {string} cell */
const isNumber = (cell) => /^\s*"?[-+]?\d+([.,]\d+)?([eE][-+]?\d+)?"?\s*$/.test(cell);

/** @param {Pasted} pasted */
export function pastedInWords({kind, count, columns}) {
    if (count === 0) return 'Nothing yet.';
    return kind === 'words' ? `Read as ${count} different words, one a line.` : `Read as a table of ${count} rows and ${columns} columns.`;
}
