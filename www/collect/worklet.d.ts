// Globals of the thread of Web Audio, which TypeScript's own libraries leave out.

declare class AudioWorkletProcessor {
    readonly port: MessagePort;
}

declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
