#!/usr/bin/env python3
"""Writes the data sets of tables that the page fetches, from a package of PyPI.

    pip download --no-deps palmerpenguins==0.1.6
    pip install numpy zopfli && python3 scripts/table_sets.py palmerpenguins-0.1.6-py3-none-any.whl

The file is a packed data set (see src/data/packed.rs), compressed by gzip. Cells that are not known are NaN.

- `penguins`: 344 penguins of three species with island, four measurements and sex. The year is left out.
"""

import csv
import io
import math
import pathlib
import random
import sys
import zipfile

import numpy

import packed_set

SEED = 1
NUMBERS = {
    "bill_length_mm": "bill length (mm)",
    "bill_depth_mm": "bill depth (mm)",
    "flipper_length_mm": "flipper length (mm)",
    "body_mass_g": "body mass (g)",
}
NOTE = "Palmer penguins, Kristen Gorman and the Palmer Station LTER, CC0: 344 penguins. The year is left out."


def one_hot(value, names):
    return [math.nan] * len(names) if value == "NA" else [float(value == name) for name in names]


def category(rows, column):
    return sorted({row[column] for row in rows} - {"NA"})


def main(package):
    text = zipfile.ZipFile(package).read("palmerpenguins/data/penguins.csv").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    random.Random(SEED).shuffle(rows)
    species, islands, sexes = (category(rows, column) for column in ("species", "island", "sex"))
    values = numpy.array([
        one_hot(row["island"], islands)
        + [math.nan if row[column] == "NA" else float(row[column]) for column in NUMBERS]
        + one_hot(row["sex"], sexes)
        for row in rows
    ], dtype="<f4")
    first = len(islands)
    known = [values[:, first + at] for at in range(len(NUMBERS))]
    columns = [{"name": "island", "kind": "category", "names": islands}]
    columns += [
        {"name": name, "kind": "number", "mean": float(numpy.nanmean(column)), "deviation": float(numpy.nanstd(column))}
        for name, column in zip(NUMBERS.values(), known)
    ]
    columns += [{"name": "sex", "kind": "category", "names": sexes}]
    labels = numpy.array([species.index(row["species"]) for row in rows], dtype=numpy.uint8)
    about = {
        "kind": "table", "name": "Penguins", "classes": species, "columns": columns, "testFrom": None, "note": NOTE, "source": "penguins",
    }
    packed_set.write(about, values.reshape(len(rows), 1, -1, 1), labels)


main(pathlib.Path(sys.argv[1]))
