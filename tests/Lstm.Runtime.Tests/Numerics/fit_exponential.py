#!/usr/bin/env python3
"""Minimax fits behind Exponential.cs and Activations.Softplus, in double precision.

Prints the coefficients, lowest power first, and the error of each fit.

Needs numpy alone. Rounding to float costs nothing here: both polynomials only correct a leading term that is exact.
"""
import numpy as np


def minimax(series, low, high, degree, weight):
    """The polynomial that minimises max |p - f|·weight on [low, high], by Lawson's method: least squares, reweighted by its own error."""
    x = low + (high - low) * (1 - np.cos(np.pi * (np.arange(4000) + 0.5) / 4000)) / 2
    target = sum(c * x ** k for k, c in enumerate(series))
    basis = np.vander(x, degree + 1, increasing=True)
    w = np.full(len(x), 1 / len(x))
    best, best_error = None, np.inf
    for _ in range(300):
        root = np.sqrt(w) * weight(x)
        scale = np.abs(basis).max(0)
        c = np.linalg.lstsq(basis / scale * root[:, None], target * root, rcond=None)[0] / scale
        error = np.abs(basis @ c - target) * weight(x)
        if error.max() < best_error:
            best, best_error = c, error.max()
        w = w * error
        w = w / w.sum()
    return best, best_error


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


# e^r - 1 = r + r² S(r), |r| <= ln2/2 and a little, because n = round(x / ln2) is rounded twice. The weight: relative to e^r - 1.
edge = np.log(2) / 2 * (1 + 2.0 ** -12)
show = lambda name, fit: print(name, *("%.9gf" % v for v in np.float32(fit[0])), "  error %.2g" % fit[1])
show("S", minimax([1 / factorial(k + 2) for k in range(20)], -edge, edge, 5, lambda r: np.abs(r)))

# 2 atanh(s) = 2s + s z R(z), z = s² in [0, 1/9]. The weight: relative to 2s.
for degree in (3, 4):
    show("R", minimax([2 / (2 * k + 3) for k in range(40)], 0, 1 / 9, degree, lambda z: z / 2))
