export declare function importFauxqs(): Promise<typeof import("fauxqs")>;
