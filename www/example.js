// The size of an example, as the core knows it: rows of pixels, each pixel one value or three. Pure.

/** @typedef {Pick<import('./protocol.js').DatasetInfo, 'width' | 'height' | 'channels'>} Extent */

/** Bytes of an example. @param {Extent} extent */
export const sizeOf = ({width, height, channels}) => width * height * channels;
