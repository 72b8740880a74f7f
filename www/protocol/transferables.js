// Buffers that a message transfers to another thread without a copy. Pure.

/**
 * The buffers to hand over with a message: those that an array of it, or of its answer, fills whole.
 * @param {object} message
 * @returns {ArrayBuffer[]}
 */
export function transferables(message) {
    const buffers = [];
    const answer = 'answer' in message && message.answer ? Object.values(message.answer) : [];
    for (const value of [...Object.values(message), ...answer]) {
        const whole = ArrayBuffer.isView(value) && value.byteLength === value.buffer.byteLength;
        if (whole && value.buffer instanceof ArrayBuffer) buffers.push(value.buffer);
    }
    return buffers;
}
