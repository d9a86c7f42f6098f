#!/usr/bin/env python3
"""Trains the Quickstart's sunspot forecaster on ../data/sunspots.csv and writes ../data/sunspots.safetensors.

    python3 train.py

Needs torch and numpy. The committed file was written with Debian's python3-torch 1.13.1 and python3-numpy 1.24.2. Takes about a
minute on one core. The Quickstart itself needs neither this script nor Python.

The model is an LSTM 1 -> 8 with a linear head 8 -> 1. It reads one year's sunspot number per step, starting in 1700, keeps its
state between the years, and forecasts the next year. Inputs and outputs are transformed:

    x = (sqrt(sunspots) - MEAN) / SCALE        forecast = max(0, y * SCALE + MEAN) ** 2

The years:

    1700-1919  training     for the gradients, MEAN, SCALE and the autoregressions
    1920-1954  validation   for selecting the settings below, the seed and the epoch to keep
    1955-2008  held back    the test years, used once after all decisions; this script prints their results last

Training is deterministic: one thread, double precision, fixed seeds. The same machine and PyTorch version always write the same
bytes. Another processor or version may differ in the last bits, so that early stopping may keep other weights.
"""

import json
import struct
from pathlib import Path

import numpy as np
import torch

DATA = Path(__file__).resolve().parent.parent / "data"

FIRST_VALIDATION_YEAR = 1920
FIRST_HELD_BACK_YEAR = 1955
FIRST_SCORED_YEAR = 1711  # the first forecast that every method, looking back up to 11 years, can make

HIDDEN = 8
LSTM = f"LSTM 1 -> {HIDDEN}"
SEEDS = (1, 2, 3, 4, 5)  # the run with the smallest validation error is kept
EPOCHS = 300
LEARNING_RATE = 0.005
WEIGHT_DECAY = 0.01
NOISE = 0.2  # standard deviation of the noise on the transformed inputs, against overfitting to only 220 years
COPIES = 4  # noisy copies of the series in a batch


def read_series(path):
    """Returns the years and the sunspot numbers. Lines that start with # and the line of column names are skipped."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = [line.split(",") for line in lines[1:]]
    return np.array([int(year) for year, _ in rows]), np.array([float(value) for _, value in rows])


class Forecaster(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(1, HIDDEN)
        self.head = torch.nn.Linear(HIDDEN, 1)
        with torch.no_grad():  # the forget gates start open
            self.lstm.bias_ih_l0.zero_()
            self.lstm.bias_hh_l0.zero_()
            self.lstm.bias_ih_l0[HIDDEN : 2 * HIDDEN] = 1.0

    def forward(self, x):  # [T, batch] -> [T, batch]
        return self.head(self.lstm(x.unsqueeze(-1))[0]).squeeze(-1)


def train(seed, years, values, mean, scale):
    """Trains once without the test years. Returns the validation error, the number and the weights of the best epoch."""
    torch.manual_seed(seed)
    known = years < FIRST_HELD_BACK_YEAR
    target_years = years[known][1:]
    target = torch.tensor(values[known][1:])
    series = torch.tensor((np.sqrt(values[known]) - mean) / scale)
    training = torch.tensor((target_years >= FIRST_SCORED_YEAR) & (target_years < FIRST_VALIDATION_YEAR))
    validation = torch.tensor(target_years >= FIRST_VALIDATION_YEAR)
    steps = int((target_years < FIRST_VALIDATION_YEAR).sum())
    spread = target[training].var()

    model = Forecaster()
    optimizer = torch.optim.AdamW(model.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=EPOCHS)

    def to_sunspots(y):
        return torch.clamp(y * scale + mean, min=0) ** 2

    best = (float("inf"), 0, None)
    for epoch in range(1, EPOCHS + 1):
        optimizer.zero_grad()
        x = series[:steps, None].expand(steps, COPIES)
        forecast = to_sunspots(model(x + NOISE * torch.randn(x.shape)))
        error = (forecast - target[:steps, None])[training[:steps]]
        ((error**2).mean() / spread).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if epoch % 5 == 0:
            with torch.no_grad():
                error = (to_sunspots(model(series[:-1, None])[:, 0]) - target)[validation]
                rmse = float((error**2).mean().sqrt())
            if rmse < best[0]:
                weights = {name: tensor.detach().clone().numpy() for name, tensor in model.named_parameters()}
                best = (rmse, epoch, weights)
    return best


def run_lstm(weights, x):
    """Computes the outputs for x from the zero state in double precision. Gate rows are in PyTorch's order i, f, g, o."""
    w = {name: tensor.astype(np.float64) for name, tensor in weights.items()}
    h = np.zeros(HIDDEN)
    c = np.zeros(HIDDEN)
    outputs = []
    for value in x.astype(np.float64):
        a = w["lstm.weight_ih_l0"][:, 0] * value + w["lstm.weight_hh_l0"] @ h + w["lstm.bias_ih_l0"] + w["lstm.bias_hh_l0"]
        i, f, g, o = np.split(a, 4)
        c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
        h = np.tanh(c) / (1 + np.exp(-o))
        outputs.append(w["head.weight"][0] @ h + w["head.bias"][0])
    return np.array(outputs)


def autoregression(series, order, fitted):
    """Forecasts series[t] from the previous `order` values by least squares. The fit uses the places where `fitted` is true."""
    rows = np.array([np.append(series[t - order : t], 1.0) for t in range(order, len(series))])
    use = fitted[order:]
    coefficients = np.linalg.lstsq(rows[use], series[order:][use], rcond=None)[0]
    return np.append(np.full(order, np.nan), rows @ coefficients)


def write_safetensors(path, tensors, metadata):
    """Writes eight bytes of header length, a JSON header padded with spaces to a multiple of 8, and the tensors."""
    header = {"__metadata__": metadata}
    position = 0
    for name, tensor in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [position, position + tensor.nbytes]}
        position += tensor.nbytes
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(t.astype("<f4").tobytes() for t in tensors.values()))


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    torch.use_deterministic_algorithms(True)

    years, values = read_series(DATA / "sunspots.csv")
    training_years = years < FIRST_VALIDATION_YEAR
    roots = np.sqrt(values)
    mean = round(float(roots[training_years].mean()), 2)  # two decimals are exact in the source code of SunspotModel.cs
    scale = round(float(roots[training_years].std()), 2)

    best = None
    for seed in SEEDS:
        rmse, epoch, weights = train(seed, years, values, mean, scale)
        print(f"seed {seed}: validation RMSE {rmse:.2f} at epoch {epoch}", flush=True)
        if best is None or rmse < best[0]:
            best = (rmse, epoch, weights, seed)
    _, epoch, weights, seed = best
    print(f"kept: seed {seed}, epoch {epoch}; mean {mean}, scale {scale}\n")

    # From here on, the weights are rounded to single precision, as in the file.
    weights = {name: tensor.astype(np.float32) for name, tensor in weights.items()}
    x = ((roots - mean) / scale).astype(np.float32)
    proof = x[training_years]
    tensors = dict(weights)
    tensors["selftest.input"] = proof[:, None]
    tensors["selftest.output"] = run_lstm(weights, proof).astype(np.float32)[:, None]
    metadata = {
        "format": "pt",
        "title": "Yearly sunspot numbers, one year ahead",
        "transform": "x = (sqrt(sunspots) - mean) / scale; forecast = max(0, y * scale + mean)^2",
        "mean": repr(mean),
        "scale": repr(scale),
        "first_year": str(years[0]),
        "first_validation_year": str(FIRST_VALIDATION_YEAR),
        "first_held_back_year": str(FIRST_HELD_BACK_YEAR),
    }
    write_safetensors(DATA / "sunspots.safetensors", tensors, metadata)

    # forecasts[t] is the forecast of values[t] from the previous values.
    nothing = [np.nan]
    forecasts = {
        LSTM: np.append(nothing, np.maximum(0, run_lstm(weights, x[:-1]) * scale + mean) ** 2),
        "naive: last year": np.append(nothing, values[:-1]),
        "naive: 11 years ago": np.append([np.nan] * 11, values[:-11]),
        "AR(9)": np.maximum(0, autoregression(values, 9, training_years)),
        "AR(9) of the root": np.maximum(0, autoregression(roots, 9, training_years)) ** 2,
    }
    parts = {
        "training": (FIRST_SCORED_YEAR, FIRST_VALIDATION_YEAR - 1),
        "validation": (FIRST_VALIDATION_YEAR, FIRST_HELD_BACK_YEAR - 1),
        "held back": (FIRST_HELD_BACK_YEAR, int(years[-1])),
    }
    headings = [f"{part} {first}-{last}".rjust(24) for part, (first, last) in parts.items()]
    print(f"{'RMSE / MAE':20}" + "".join(headings))
    for name, forecast in forecasts.items():
        line = f"{name:20}"
        for first, last in parts.values():
            error = (forecast - values)[(years >= first) & (years <= last)]
            line += f"{np.sqrt(np.mean(error**2)):.2f} / {np.mean(np.abs(error)):.2f}".rjust(24)
        print(line)

    # The Quickstart compares its forecasts with these.
    print("\nforecasts of the LSTM, computed in double precision from the weights in the file")
    for year in (1955, 1957, 1958, 1989, 2008):
        print(f"{year} {forecasts[LSTM][year - years[0]]:.3f}")


if __name__ == "__main__":
    main()
