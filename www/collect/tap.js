// Hands over what a microphone hears, some milliseconds at a time. Runs in the thread of Web Audio.

const BLOCK = 1024; // samples

class Tap extends AudioWorkletProcessor {
    constructor() {
        super();
        this.block = new Float32Array(BLOCK);
        this.filled = 0;
    }

    /** @param {Float32Array[][]} inputs channels of each input @returns {boolean} true: go on */
    process([channels]) {
        const [first] = channels;
        for (let at = 0; first && at < first.length; at++) {
            this.block[this.filled++] = channels.reduce((sum, channel) => sum + channel[at], 0) / channels.length;
            if (this.filled < BLOCK) continue;
            this.port.postMessage(this.block);
            this.filled = 0;
        }
        return true;
    }
}

registerProcessor('tap', Tap);
