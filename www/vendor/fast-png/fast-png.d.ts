/** A PNG file of an image, row by row; its rows are not filtered. */
export function encode(
    image: {width: number; height: number; data: Uint8Array; channels: 1 | 3; depth: 8},
    options?: {zlib?: {level?: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}},
): Uint8Array<ArrayBuffer>;

/** A zip archive of files by their names; at level 0 they are stored as they are. */
export function zipSync(files: Record<string, Uint8Array>, options?: {level?: 0 | 6; mtime?: Date}): Uint8Array<ArrayBuffer>;
