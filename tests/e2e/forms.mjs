// Files of the user, made for tests: tables, NumPy arrays, pictures and zip archives.

import {crc32, deflateSync} from 'node:zlib';

/** @typedef {{name: string, mimeType: string, buffer: Buffer}} MadeFile */

/** @param {string} name @param {Buffer | string} content @returns {MadeFile} */
export const fileOf = (name, content) => ({name, mimeType: '', buffer: Buffer.from(content)});

/** A table. @param {string} name @param {(string | number)[][]} rows @param {{separator?: string, end?: string, start?: string}} [form] */
export const tableOf = (name, rows, {separator = ',', end = '\n', start = ''} = {}) =>
    fileOf(name, start + rows.map((row) => row.join(separator)).join(end) + end);

/** A NumPy array of bytes. @param {string} name @param {number[]} shape @param {(at: number) => number} value */
export function npyOf(name, shape, value) {
    const header = Buffer.from(`{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }\n`);
    const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8]);
    const count = shape.reduce((product, size) => product * size, 1);
    return fileOf(name, Buffer.concat([start, header, Buffer.from(Array.from({length: count}, (_, at) => value(at)))]));
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
    const body = Buffer.concat([Buffer.from(type), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** A PNG picture. @param {string} name @param {number | [width: number, height: number]} size @param {(x: number, y: number) => [red: number, green: number, blue: number]} colour */
export function pngOf(name, size, colour) {
    const [width, height] = [size, size].flat();
    const rows = Array.from({length: height}, (_, y) => [0, ...Array.from({length: width}, (__, x) => colour(x, y)).flat()]);
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width);
    header.writeUInt32BE(height, 4);
    header.set([8, 2, 0, 0, 0], 8); // bits, colours without transparency
    const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))];
    return fileOf(name, Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]));
}

/** The fields that an entry has both ahead of its content and in the list at the end. @param {MadeFile} file */
function entryOf({name, buffer}) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20);
    fields.writeUInt32LE(crc32(buffer), 10);
    fields.writeUInt32LE(buffer.length, 14);
    fields.writeUInt32LE(buffer.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    return fields;
}

/** A zip archive whose files are stored. @param {string} name @param {MadeFile[]} files */
export function zipOf(name, files) {
    const parts = [];
    const list = [];
    let at = 0;
    for (const file of files) {
        const part = Buffer.concat([Buffer.from('PK\x03\x04'), entryOf(file), Buffer.from(file.name), file.buffer]);
        const more = Buffer.alloc(14);
        more.writeUInt32LE(at, 10);
        list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), entryOf(file), more, Buffer.from(file.name)]));
        parts.push(part);
        at += part.length;
    }
    const length = list.reduce((sum, entry) => sum + entry.length, 0);
    const end = Buffer.alloc(22);
    end.write('PK\x05\x06');
    for (const offset of [8, 10]) end.writeUInt16LE(files.length, offset);
    end.writeUInt32LE(length, 12);
    end.writeUInt32LE(at, 16);
    return fileOf(name, Buffer.concat([...parts, ...list, end]));
}
