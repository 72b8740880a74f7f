#!/usr/bin/env python3
"""Prints what NumPy, SciPy and scikit-learn make of the codes in tests/www/math/quantise.test.js and
tests/www/math/gaussian-mixture.test.js.

    pip install numpy scipy scikit-learn && python3 scripts/codes_reference.py

The codes: `codes(count, latent)[i, k] = sin((k + 1) i) + (i mod 3) (k + 1)`, three crowds, as 64-bit floats.
"""

import warnings

import numpy
import scipy
import sklearn
from scipy.stats import entropy
from sklearn.mixture import GaussianMixture


def codes(count, latent):
    i, k = numpy.arange(count)[:, None], numpy.arange(latent)[None, :]
    return numpy.sin((k + 1) * i) + (i % 3) * (k + 1)


def quantised(values, bits):
    """Symbols, and the values they stand for; the range is that of each column."""
    low, high = values.min(axis=0), values.max(axis=0)
    last = 2**bits - 1
    width = numpy.where(high > low, high - low, 1)
    # rounds halves up, as JavaScript does
    symbols = numpy.floor((values - low) / width * last + 0.5)
    return symbols, low + symbols / last * (high - low)


def coded_bits(symbols):
    columns = [numpy.unique(column, return_counts=True)[1] for column in symbols.T]
    return sum(entropy(counts, base=2) for counts in columns)


print("numpy", numpy.__version__, "scipy", scipy.__version__, "scikit-learn", sklearn.__version__)
print("entropy of 4, 2, 1, 1:", entropy([4, 2, 1, 1], base=2), "of 3:", entropy([3], base=2))
for bits in (2, 4, 8, 16, 32):
    values = codes(200, 3)
    symbols, back = quantised(values, bits)
    error = ((back - values) ** 2).sum(axis=1).mean()
    print(bits, "bits: first symbols", symbols[:3].astype(numpy.int64).tolist(), "coded", coded_bits(symbols), "error", error)
constant = codes(50, 2)
constant[:, 1] = 0.7
symbols, back = quantised(constant, 4)
print("a constant latent: coded", coded_bits(symbols), "error", ((back - constant) ** 2).sum(axis=1).mean())
symbols, back = quantised(codes(1, 2), 4)
print("a single code: coded", coded_bits(symbols), "symbols", symbols.tolist())

# The mixtures begin at codes 0, 1 and 2 with equal weights, each as wide as all codes together.
for covariance_type in ("full", "diag"):
    for latent in (2, 5):
        values, ridge = codes(120, latent), 1e-3
        whole = numpy.cov(values.T, bias=True) + ridge * numpy.eye(latent)
        precision = numpy.linalg.inv(whole) if covariance_type == "full" else 1 / numpy.diag(whole)
        for rounds in (1, 7):
            mixture = GaussianMixture(3, covariance_type=covariance_type, reg_covar=ridge, max_iter=rounds, tol=0, random_state=0,
                                      weights_init=[1 / 3] * 3, means_init=values[:3], precisions_init=numpy.stack([precision] * 3))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it has not converged, and is not to
                mixture.fit(values)
            print(covariance_type, latent, "latents after", rounds, "weights", mixture.weights_.tolist(), "mean of the third",
                  mixture.means_[2].tolist(), "covariance of the first", mixture.covariances_[0].ravel()[:4].tolist(),
                  "likelihood", mixture.score(values))
