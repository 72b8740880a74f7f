#!/usr/bin/env python3
"""Writes the data sets of tables that the page fetches, from packages of PyPI.

    pip download --no-deps palmerpenguins==0.1.6 orange3==3.40.0
    pip install numpy zopfli && python3 scripts/table_sets.py FOLDER_OF_THE_PACKAGES

The file is a packed data set (see src/data/packed.rs), compressed by gzip. Cells that are not known are NaN.

- `penguins`: 344 penguins of three species with island, four measurements and sex. The year is left out.
- `zoo`: 101 animals of seven kinds with their names, fifteen traits and the number of legs. The package only carries the table, which the
  UCI Machine Learning Repository gives away under CC BY 4.0 (https://doi.org/10.24432/C5R59V).
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
PENGUINS = "Palmer penguins, Kristen Gorman and the Palmer Station LTER, CC0: 344 penguins. The year is left out."
ZOO = "Zoo, Richard Forsyth, UCI Machine Learning Repository, CC BY 4.0: 101 animals."


def one_hot(value, names):
    return [math.nan] * len(names) if value == "NA" else [float(value == name) for name in names]


def category(rows, column):
    return sorted({row[column] for row in rows} - {"NA"})


def package(folder, name):
    [file] = folder.glob(f"{name}-*.whl")
    return zipfile.ZipFile(file)


def number(name, column):
    mean, deviation = float(numpy.nanmean(column)), float(numpy.nanstd(column))
    return {"name": name, "kind": "number", "mean": mean, "deviation": deviation}


def penguins(folder):
    text = package(folder, "palmerpenguins").read("palmerpenguins/data/penguins.csv").decode()
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
    columns += [number(name, column) for name, column in zip(NUMBERS.values(), known)]
    columns += [{"name": "sex", "kind": "category", "names": sexes}]
    labels = numpy.array([species.index(row["species"]) for row in rows], dtype=numpy.uint8)
    about = {
        "kind": "table", "name": "Penguins", "classes": species, "columns": columns, "testFrom": None, "note": PENGUINS, "source": "penguins",
    }
    packed_set.write(about, values.reshape(len(rows), 1, -1, 1), labels)


def zoo(folder):
    text = package(folder, "orange3").read("Orange/datasets/zoo.tab").decode()
    lines = text.splitlines()
    # The second and third line hold types and roles of the columns.
    rows = list(csv.DictReader(lines[:1] + lines[3:], delimiter="\t"))
    random.Random(SEED).shuffle(rows)
    traits = [name for name in rows[0] if name not in ("name", "type")]
    kinds = sorted({row["type"] for row in rows})
    cells = lambda row, trait: [float(row[trait])] if trait == "legs" else one_hot(row[trait], ["0", "1"])
    values = numpy.array([[cell for trait in traits for cell in cells(row, trait)] for row in rows], dtype="<f4")
    legs = numpy.array([float(row["legs"]) for row in rows])
    columns = [
        number(trait, legs) if trait == "legs" else {"name": trait, "kind": "category", "names": ["no", "yes"]}
        for trait in traits
    ]
    labels = numpy.array([kinds.index(row["type"]) for row in rows], dtype=numpy.uint8)
    about = {
        "kind": "table", "name": "Zoo", "classes": kinds, "columns": columns, "testFrom": None, "note": ZOO, "source": "zoo",
    }
    packed_set.write(about, values.reshape(len(rows), 1, -1, 1), labels, [row["name"] for row in rows])


penguins(pathlib.Path(sys.argv[1]))
zoo(pathlib.Path(sys.argv[1]))
