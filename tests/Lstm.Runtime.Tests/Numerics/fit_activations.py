#!/usr/bin/env python3
"""Minimax fits behind Activations.cs, in double. Prints 16 numbers: q0..q3, p0..p5, s0..s5.

Needs numpy, scipy, mpmath. `refine_activations.cpp` rounds them to float, searches the neighbouring floats and sweeps every
float:  fit_activations.py | refine_activations SECONDS
"""
import numpy as np
from mpmath import mpf, tanh
from scipy.optimize import linprog


def minimax(basis, target, weight, positive=False):
    """Coefficients c that minimise max |basis·c - target|·weight, by linear programming on corrections of the last answer."""
    scale = np.abs(basis).max(0)
    basis = basis / scale
    c = np.zeros(basis.shape[1])
    for _ in range(4):
        rest = (target - basis @ c) * weight
        size = max(np.max(np.abs(rest)), 1e-14)
        rows = basis * (weight / size)[:, None]
        one = np.ones((len(target), 1))
        bounds = [(-v if positive else None, None) for v in c] + [(0, None)]
        answer = linprog(np.r_[np.zeros(len(c)), 1], A_ub=np.vstack([np.hstack([rows, -one]), np.hstack([-rows, -one])]),
                         b_ub=np.r_[rest / size, -rest / size], bounds=bounds, method="highs")
        if answer.x is None:
            break
        c = c + answer.x[:-1]
    return c / scale


nodes = (1 - np.cos(np.pi * (np.arange(500) + 0.5) / 500)) / 2

# Q(z) = x^3 / (x - tanh x), z = x^2, |x| <= 1; the weight turns an error of Q into a relative error of tanh.
x = 0.02 + 0.98 * nodes
q_exact = np.array([float(mpf(v) ** 3 / (mpf(v) - tanh(mpf(v)))) for v in x])
q = minimax(np.vander(x * x, 4, increasing=True), q_exact, x ** 3 / q_exact ** 2 / np.tanh(x))

# p(r) = e^(2r), |r| <= ln2/4.
octave = np.log(2) / 2
r = octave * (nodes - 0.5)
p = minimax(np.vander(r, 6, increasing=True), np.exp(2 * r), np.exp(-2 * r))

# s(r) = e^(2(r - d)) on [d/2, octave + d/2], d = octave/1024, no negative coefficient: each stage is then an increasing function.
d = octave / 1024
r = d / 2 + octave * nodes
s = minimax(np.vander(r, 6, increasing=True), np.exp(2 * (r - d)), np.exp(-2 * (r - d)), positive=True)

print(*("%.12g" % v for v in np.r_[q, p, s]))
