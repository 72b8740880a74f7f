"""Packed data sets (see src/data/packed.rs), compressed by gzip, as the page fetches them."""

import gzip
import json
import pathlib

import numpy
import zopfli.gzip

TARGET = pathlib.Path(__file__).resolve().parent.parent / "www" / "sets"
TYPES = {"uint8": "U8", "float32": "F32"}


def write(about, examples, labels, names=(), iterations=15):
    """Writes the file of a source; `about` is the description in the header. Says its size."""
    size = examples.nbytes
    labelled = size + labels.nbytes
    lines = "\n".join(names).encode()
    header = {
        "__metadata__": {"hourglass.data": json.dumps(about)},
        "examples": {"dtype": TYPES[examples.dtype.name], "shape": examples.shape, "data_offsets": [0, size]},
        "labels": {"dtype": "U8", "shape": labels.shape, "data_offsets": [size, labelled]},
    }
    if names:
        header["names"] = {"dtype": "U8", "shape": [len(lines)], "data_offsets": [labelled, labelled + len(lines)]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    packed = len(text).to_bytes(8, "little") + text + examples.tobytes() + labels.tobytes() + lines
    compressed = zopfli.gzip.compress(packed, numiterations=iterations)
    assert gzip.decompress(compressed) == packed
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / f"{about['source']}.safetensors.gz").write_bytes(compressed)
    counts = dict(zip(*(part.tolist() for part in numpy.unique(labels, return_counts=True))))
    print(f"{about['source']}: {examples.shape}, {counts}, {len(compressed)} bytes")
