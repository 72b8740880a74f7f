// A table of ratings: a row a person, a column a thing. Pure.

import {csvOf} from '../export/csv.js';

/** @typedef {(number | null)[]} Ratings of one person, one a thing; null where it is not known */

export const THINGS = ['Pizza', 'Sushi', 'Spinach', 'Chocolate', 'Football', 'Swimming', 'Chess', 'Video games', 'Novels', 'Comics', 'Hip-hop', 'Rock music'];
export const HIGHEST = 5;

/** Names of the columns: none is empty, and no two are the same. @param {string[]} names */
export function headerOf(names) {
    /** @type {string[]} */
    const header = [];
    names.forEach((name, at) => {
        const asked = name.trim() || `Thing ${at + 1}`;
        let [free, number] = [asked, 2];
        while (header.includes(free)) free = `${asked} (${number++})`;
        header.push(free);
    });
    return header;
}

/** @param {string[]} names @param {Ratings[]} people */
export const ratingsCsv = (names, people) => csvOf({header: headerOf(names), rows: people});
