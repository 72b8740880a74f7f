// What a script in the thread of Web Audio finds: TypeScript's own libraries leave it out.

declare class AudioWorkletProcessor {
    readonly port: MessagePort;
}

declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
