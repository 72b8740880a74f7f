#!/usr/bin/env python3
"""Writes the handwritten digits of scikit-learn's load_digits as two gzipped IDX files.

    pip install scikit-learn && python3 scripts/export_digits.py

The set is the test part of "Optical Recognition of Handwritten Digits" (E. Alpaydin and C. Kaynak,
UCI Machine Learning Repository, 1998, CC BY 4.0): 1,797 images of 8 x 8 pixels, values 0 to 16.
Pixels are scaled to whole bytes, round(value * 255 / 16), so that byte / 255 is within 0.002 of
value / 16.
"""

import gzip
import pathlib
import struct

import numpy
from sklearn.datasets import load_digits

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "src" / "data" / "digits"


def write(name, array):
    header = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    packed = gzip.compress(header + array.astype(numpy.uint8).tobytes(), 9, mtime=0)
    (FOLDER / name).write_bytes(packed)
    print(f"{name}: {array.shape}, {len(packed)} bytes")


digits = load_digits()
FOLDER.mkdir(parents=True, exist_ok=True)
write("images.idx3.gz", numpy.rint(digits.images * 255 / 16))
write("labels.idx1.gz", digits.target)
