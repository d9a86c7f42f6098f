"""Classifies windows without a neural network: what the trained one has to beat. All work on [windows, steps, 3] in g."""

import numpy as np
import torch

BAND = 8  # steps that dynamic time warping may shift


def features(windows):
    """Returns hand-made features [windows, features]."""
    mean = windows.mean(axis=1)
    moving = windows - mean[:, None]
    x, y, z = np.moveaxis(moving, -1, 0)
    deviation = moving.std(axis=1)
    spectrum = np.abs(np.fft.rfft(moving * np.hanning(moving.shape[1])[None, :, None], axis=1))
    size = np.sqrt((moving**2).sum(axis=2))
    jerk = np.diff(moving, axis=1)
    first, last = moving.argmax(axis=1), moving.argmin(axis=1)
    halves = np.sign(last - first) * (moving.max(axis=1) - moving.min(axis=1))
    late = moving[:, -30:]

    def turning(a, b):
        """Twice the area around which two axes turn: its sign is the direction of a circle."""
        return (a[:, :-1] * b[:, 1:] - a[:, 1:] * b[:, :-1]).sum(axis=1)

    def together(a, b):
        return (a * b).mean(axis=1) / (a.std(axis=1) * b.std(axis=1) + 1e-6)

    return np.column_stack([
        mean,
        np.log(deviation + 1e-3),  # energy
        moving.max(axis=1), moving.min(axis=1),
        np.log(np.abs(jerk).mean(axis=1) + 1e-3), np.log(np.abs(jerk).max(axis=1) + 1e-3),
        together(x, y), together(y, z), together(z, x),
        spectrum.argmax(axis=1),  # the dominant frequency
        *(np.log(spectrum[:, low:high].sum(axis=1) + 1e-3) for low, high in ((1, 4), (4, 9), (9, None))),
        turning(x, y), turning(y, z), turning(z, x),
        halves,  # whether each axis goes up or down first, and how far
        first / 10, last / 10,
        late.mean(axis=1), late[:, :15].mean(axis=1), late[:, 15:].mean(axis=1),
        (size > 0.5 * size.max(axis=1, keepdims=True)).mean(axis=1),  # how long the strong part is
        np.log(size.max(axis=1) + 1e-3),
    ])


def nearest_centroid(train, labels, test):
    train, test = standardised(features(train), features(test))
    centres = np.stack([train[labels == kind].mean(axis=0) for kind in range(labels.max() + 1)])
    return ((test[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)


def logistic_regression(train, labels, test):
    train, test = (torch.tensor(part) for part in standardised(features(train), features(test)))
    labels = torch.tensor(labels)
    weights = torch.zeros(train.shape[1], int(labels.max()) + 1, requires_grad=True)
    offset = torch.zeros(weights.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, offset], max_iter=300, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = torch.nn.functional.cross_entropy(train @ weights + offset, labels) + 1e-3 * (weights**2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return (test @ weights + offset).argmax(axis=1).numpy()


def standardised(train, test):
    mean, deviation = train.mean(axis=0), train.std(axis=0) + 1e-9
    return (train - mean) / deviation, (test - mean) / deviation


def nearest_warped(train, labels, test):
    """1-nearest neighbour by dynamic time warping (Sakoe and Chiba, 1978), with each window's mean removed."""
    train, test = (part - part.mean(axis=1, keepdims=True) for part in (train, test))
    steps = train.shape[1]
    found = []
    for window in test:
        costs = ((train[:, :, None] - window[None, None]) ** 2).sum(axis=3).transpose(1, 2, 0)
        before = np.full((steps + 1, len(train)), np.inf)
        before[0] = 0
        for i in range(steps):
            now = np.full((steps + 1, len(train)), np.inf)
            for j in range(max(0, i - BAND), min(steps, i + BAND + 1)):
                now[j + 1] = costs[i, j] + np.minimum(np.minimum(before[j], before[j + 1]), now[j])
            before = now
        found.append(labels[before[steps].argmin()])
    return np.array(found)
