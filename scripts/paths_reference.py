#!/usr/bin/env python3
"""Writes tests/data/paths.json: ways along a sphere by SciPy.

    pip install scipy && python3 scripts/paths_reference.py

In two, three and sixteen dimensions, between near and far ends, all of length 1.
"""

import json
import pathlib

import numpy
from scipy.spatial import geometric_slerp

generator = numpy.random.default_rng(7)
cases = []
for size, frames in ((2, 5), (3, 9), (16, 4)):
    ends = generator.normal(size=(2, size))
    ends /= numpy.linalg.norm(ends, axis=1, keepdims=True)
    way = geometric_slerp(ends[0], ends[1], numpy.linspace(0, 1, frames))
    cases.append({"from": ends[0].tolist(), "to": ends[1].tolist(), "way": way.tolist()})
target = pathlib.Path(__file__).parent.parent / "tests/data/paths.json"
target.write_text(json.dumps(cases, indent=1) + "\n")
print("wrote", target.name)
