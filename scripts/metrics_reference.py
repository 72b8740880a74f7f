#!/usr/bin/env python3
"""Prints what scikit-learn and scikit-image make of the inputs of the tests in src/metrics.

    pip install scikit-learn scikit-image && python3 scripts/metrics_reference.py

The images are the built-in digits, byte / 255 as 32-bit floats. Their codes are `codes(n)[image, k] =
sum over pixels p of pixel[p] cos((k + 1) p)`. Copies of images: `copy = (pixel + cos(p + image)) / 2`.
"""

import numpy
import sklearn
import skimage
from skimage.metrics import structural_similarity
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.manifold import trustworthiness
from sklearn.metrics import confusion_matrix, mean_squared_error, roc_auc_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

digits = load_digits()
images = (numpy.rint(digits.images * 255 / 16).reshape(-1, 64) / 255).astype(numpy.float32)
labels = digits.target
pixels = numpy.arange(64)


def codes(latent):
    weights = numpy.cos(numpy.outer(pixels, numpy.arange(1, latent + 1)))
    return (images.astype(numpy.float64) @ weights).astype(numpy.float32)


def copies(count):
    waves = numpy.cos(pixels[None, :] + numpy.arange(count)[:, None])
    return ((images[:count].astype(numpy.float64) + waves) / 2).astype(numpy.float32)


def ssim(a, b, **options):
    a, b = a.astype(numpy.float64), b.astype(numpy.float64)
    return structural_similarity(a, b, data_range=1, use_sample_covariance=False, **options)


def tiled(rows):
    """Four digits as one image of 16 x 16."""
    return rows.reshape(-1, 2, 2, 8, 8).transpose(0, 1, 3, 2, 4).reshape(-1, 16, 16)


print("scikit-learn", sklearn.__version__, "scikit-image", skimage.__version__)
mse = mean_squared_error(images[:40].astype(float), copies(40).astype(float))
print("mse, 40 copies", mse, "sse", 64 * mse, "psnr", -10 * numpy.log10(mse))

small = [ssim(a, b, win_size=7) for a, b in zip(images[:40].reshape(-1, 8, 8), copies(40).reshape(-1, 8, 8))]
print("ssim, 40 copies of 8 x 8, uniform 7 x 7", numpy.mean(small))
large = [ssim(a, b, gaussian_weights=True, sigma=1.5) for a, b in zip(tiled(images[:40]), tiled(copies(40)))]
print("ssim, 10 copies of 16 x 16, Gaussian 11 x 11", numpy.mean(large))

for latent in (2, 30):
    c = codes(latent)
    knn = KNeighborsClassifier(5, algorithm="brute").fit(c[:1200].astype(float), labels[:1200])
    print("knn-5,", latent, "numbers, 1200 references, 597 queries", knn.score(c[1200:].astype(float), labels[1200:]) * 597, "/ 597")
    # a tight tolerance, so that the optimum is compared and not where somebody stopped
    probe = make_pipeline(StandardScaler(), LogisticRegression(C=1, tol=1e-9, max_iter=10000))
    probe.fit(c[:1200].astype(float), labels[:1200])
    print("probe,", latent, "numbers", probe.score(c[1200:].astype(float), labels[1200:]) * 597, "/ 597")
    default = make_pipeline(StandardScaler(), LogisticRegression(C=1, max_iter=300))
    default.fit(c[:1200].astype(float), labels[:1200])
    print("  at 300 iterations and the default tolerance", default.score(c[1200:].astype(float), labels[1200:]) * 597)
    model = probe[-1]
    print("  coefficient of class 3 and number 1", repr(model.coef_[3, 1]), "intercept", repr(model.intercept_[3]))

for count, neighbours in ((200, 5), (600, 12)):
    value = trustworthiness(images[:count].astype(float), codes(2)[:count].astype(float), n_neighbors=neighbours)
    print("trustworthiness,", count, "images,", neighbours, "neighbours", value)

scores = numpy.round(codes(1)[:300, 0] * 2) / 2
print("auroc of digit 0, scores rounded to halves", roc_auc_score(labels[:300] == 0, scores), "distinct", len(set(scores)))

c, factors = codes(2)[:300].astype(float), numpy.stack([labels[:300], numpy.arange(300) % 7], axis=1)
pairs = [(k, f) for k in range(2) for f in range(2)]
print("correlations", [float(numpy.corrcoef(c[:, k], factors[:, f])[0, 1]) for k, f in pairs])
print("confusion", confusion_matrix([0, 0, 1, 2], [0, 2, 1, 1], labels=[0, 1, 2]).tolist())

c = codes(3) / 8
print("variances", numpy.var(c.astype(float), axis=0), "mean", c.astype(float).mean())
