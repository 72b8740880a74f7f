export interface ObjectStore {
    get(key: string): Promise<any>;
    getAll(): Promise<any[]>;
    getAllKeys(): Promise<string[]>;
    put(value: unknown, key?: string): Promise<unknown>;
    delete(key: string): Promise<void>;
    clear(): Promise<void>;
}

export interface Transaction {
    objectStore(name: string): ObjectStore;
    commit(): void;
    abort(): void;
    readonly done: Promise<void>;
}

export interface Database {
    transaction(stores: string[], mode: 'readonly' | 'readwrite'): Transaction;
    createObjectStore(name: string, options?: {keyPath: string}): unknown;
    close(): void;
}

export function openDB(name: string, version: number, callbacks: {
    upgrade(database: Database): void;
    blocking(): void;
    terminated(): void;
}): Promise<Database>;
