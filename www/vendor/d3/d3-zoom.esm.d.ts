// Types of what the page uses of d3-zoom and d3-selection.

export interface ZoomTransform {
    readonly k: number;
    readonly x: number;
    readonly y: number;
    invertX(x: number): number;
    invertY(y: number): number;
    translate(x: number, y: number): ZoomTransform;
    scale(k: number): ZoomTransform;
}

export interface ZoomEvent {
    type: 'start' | 'zoom' | 'end';
    transform: ZoomTransform;
    sourceEvent: Event | null;
}

export interface Selection {
    call(action: (selection: Selection, ...given: any[]) => void, ...given: any[]): Selection;
    on(type: string, listener: ((event: any) => void) | null): Selection;
}

export interface ZoomBehaviour {
    (selection: Selection): void;
    filter(accepts: (event: any) => boolean): this;
    extent(extent: () => [[number, number], [number, number]]): this;
    scaleExtent(extent: [number, number]): this;
    clickDistance(pixels: number): this;
    wheelDelta(turns: (event: WheelEvent) => number): this;
    on(type: string, listener: ((event: ZoomEvent) => void) | null): this;
    transform(selection: Selection, transform: ZoomTransform): void;
    scaleBy(selection: Selection, factor: number): void;
    translateBy(selection: Selection, x: number, y: number): void;
}

export function zoom(): ZoomBehaviour;
export const zoomIdentity: ZoomTransform;
export function select(node: Element): Selection;
