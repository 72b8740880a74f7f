// Types of what the page uses of d3-quadtree and d3-polygon.

export interface Quadtree<Item> {
    find(x: number, y: number, reach?: number): Item | undefined;
}

export function quadtree<Item>(items: Iterable<Item>, x: (item: Item) => number, y: (item: Item) => number): Quadtree<Item>;
export function polygonContains(polygon: ArrayLike<[number, number]>, point: [number, number]): boolean;
