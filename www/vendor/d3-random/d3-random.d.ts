/** Evenly distributed numbers from 0 to 1, always the same for a seed. */
export function randomLcg(seed?: number): () => number;

export const randomNormal: {
    source(uniform: () => number): (mean?: number, deviation?: number) => () => number;
};
