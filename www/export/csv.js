// Tables as CSV (RFC 4180): a header, a line a row, numbers with all their digits. Pure.

/** @typedef {string | number | null | undefined} CsvCell null or undefined for an unknown value */
/** @typedef {{header: string[], rows: CsvCell[][]}} Table */

/** @param {CsvCell} cell */
function fieldOf(cell) {
    if (cell === null || cell === undefined) return '';
    const text = String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Table} table */
export const csvOf = ({header, rows}) => [header, ...rows].map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('');
