#!/usr/bin/env python3
"""Trains the forecaster of samples/Streams on synthetic metrics and writes ../data/metrics.safetensors.

    python3 train.py

Needs torch and numpy. The committed file was written with Debian's python3-torch 1.13.1 and python3-numpy 1.24.2. Takes some minutes on
one core. The sample itself needs neither this script nor Python.

The model is an LSTM 3 -> 16 with a linear head 16 -> 1. Its inputs are a minute's value, in spreads above the stream's usual level, and
the time of day as two waves. Its output is the change to the next minute's value. The streams come from metrics.py with another seed and
four times as many incidents as in the sample, so that the model learns to adapt to a new level and to ignore a spike.

Training runs on one thread with fixed seeds. The same machine and PyTorch version always write the same bytes.
"""

import sys
from pathlib import Path

import numpy as np
import torch

from metrics import DAY, MetricStream

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "python"))
import lstmgen_export  # noqa: E402

SEED = 1  # the seed of the training streams; the sample uses another
HIDDEN = 16
TRAINING_STREAMS, VALIDATION_STREAMS = 192, 48
MINUTES = 4 * DAY
CHUNK = 240  # the minutes of back-propagation; the state continues from chunk to chunk
EPOCHS = 40
LEARNING_RATE = 0.01
PROOF_MINUTES = 200


class Forecaster(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(3, HIDDEN)
        self.head = torch.nn.Linear(HIDDEN, 1)
        with torch.no_grad():  # start with open forget gates and a forecast of no change
            self.lstm.bias_ih_l0[HIDDEN : 2 * HIDDEN] = 1.0
            self.head.weight.mul_(0.1)
            self.head.bias.zero_()

    def forward(self, x):  # [minutes, 3] -> [minutes, 1]
        return self.head(self.lstm(x)[0])


def streams(first, count):
    """Returns the inputs, [minutes, streams, 3], and each stream's noise, [streams]."""
    chosen = [MetricStream(SEED, index, incident_rate=1 / 4) for index in range(first, first + count)]
    inputs = np.stack([stream.inputs(MINUTES) for stream in chosen], axis=1)
    return torch.from_numpy(inputs), torch.tensor([stream.noise for stream in chosen])


def run(model, x, noise, optimizer=None, schedule=None):
    """Runs all minutes in chunks. Returns the root mean square error in units of each stream's noise."""
    state, squares, count = None, 0.0, 0
    for start in range(0, MINUTES - CHUNK, CHUNK):
        now, following = x[start : start + CHUNK], x[start + 1 : start + CHUNK + 1, :, 0]
        hidden, state = model.lstm(now, state)
        state = tuple(part.detach() for part in state)
        error = (now[:, :, 0] + model.head(hidden)[:, :, 0] - following) / noise
        if optimizer is not None:
            # Incidents are unpredictable, so large errors count linearly.
            loss = torch.nn.functional.huber_loss(error, torch.zeros_like(error), delta=3.0)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        squares += float((error.detach() ** 2).clamp(max=36).sum())
        count += error.numel()
    return (squares / count) ** 0.5


def smoothing(x, noise, share):
    """Returns the same error for exponential smoothing. A share of 1 forecasts the last value."""
    level, squares, count = x[0, :, 0], 0.0, 0
    for minute in range(MINUTES - CHUNK):
        level = level + share * (x[minute, :, 0] - level)
        squares += float((((level - x[minute + 1, :, 0]) / noise) ** 2).clamp(max=36).sum())
        count += len(noise)
    return (squares / count) ** 0.5


def main():
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    training, training_noise = streams(0, TRAINING_STREAMS)
    validation, validation_noise = streams(TRAINING_STREAMS, VALIDATION_STREAMS)
    for share in (1.0, 0.5, 0.35, 0.25):
        print(f"smoothing {share:.2f}: validation {smoothing(validation, validation_noise, share):.4f}", flush=True)

    model = Forecaster()
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    chunks = len(range(0, MINUTES - CHUNK, CHUNK))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=EPOCHS * chunks)
    for epoch in range(1, EPOCHS + 1):
        trained = run(model, training, training_noise, optimizer, schedule)
        with torch.no_grad():
            judged = run(model, validation, validation_noise)
        print(f"epoch {epoch:2}: training {trained:.4f}, validation {judged:.4f}", flush=True)

    print(lstmgen_export.export(model, HERE.parent / "data" / "metrics.safetensors", validation[:PROOF_MINUTES, 0]))


if __name__ == "__main__":
    main()
