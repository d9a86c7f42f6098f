#!/usr/bin/env python3
"""Trains the amplifiers of the sample, fits the baseline, and writes everything in ../data.

    OMP_NUM_THREADS=2 python3 train.py [work folder]

Needs torch and numpy. The committed files were written with Debian's python3-torch 1.13 and python3-numpy 1.24. The sample itself needs
neither this script nor Python. The work folder keeps the simulated signals for the next time.

    x -> LSTM, 16 units, or two layers of 8 -> dense 1, at 48 kHz

The data is simulated by chain.py and guitar.py, belongs to this project and has its licence.
"""

import os
import sys
from pathlib import Path

import numpy as np
import torch

import chain
import guitar

HERE = Path(__file__).resolve().parent
DATA = HERE.parent / "data"
sys.path.insert(0, str(HERE.parents[2] / "python"))
import lstmgen_export  # noqa: E402

TRAIN, TEST, SECONDS = 96, 12, 0.75
CLEAN, CLEAN_DRIVE = 32, 0.25  # phrases for the clean network; the part of the voltage at the input
CHUNK = 512  # samples through which gradients go back
SETTLE = 1024  # samples of silence before each pass, so that it starts from the steady state
LEARNING_RATE = 0.01
SELF_TEST = 200


def signals(folder):
    """Returns the inputs, the outputs of the amplifier, and its clean outputs for the first inputs, [count, n] each."""
    file = folder / "signals.npz"
    if not file.exists():
        x = np.concatenate([guitar.phrases(1, TRAIN, SECONDS), guitar.phrases(2, TEST, SECONDS)])
        np.savez(file, x=x, y=chain.amplify(x, guitar.RATE), clean=chain.amplify(x[:CLEAN], guitar.RATE, CLEAN_DRIVE))
    stored = np.load(file)
    return stored["x"], stored["y"], stored["clean"]


def esr(y, target):
    """Returns the error to signal ratio: the energy of the error divided by that of the target."""
    return ((y - target) ** 2).sum() / (target ** 2).sum()


class Network(torch.nn.Module):
    def __init__(self, hidden, layers):
        super().__init__()
        self.lstm = torch.nn.LSTM(1, hidden, layers, batch_first=True)
        self.dense = torch.nn.Linear(hidden, 1)

    def forward(self, x, state=None):
        h, state = self.lstm(x, state)
        return self.dense(h), state


class Outputs(torch.nn.Module):
    """What the file describes: the outputs without the states."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, x):
        return self.network(x)[0]


def settled(network, count):
    with torch.no_grad():
        return network(torch.zeros(count, SETTLE, 1))[1]


def measure(network, x, y):
    with torch.no_grad():
        return esr(network(torch.tensor(x[..., None], dtype=torch.float32), settled(network, len(x)))[0][..., 0].numpy(), y)


def train(network, x, y, passes, rate):
    """Trains with gradients through CHUNK samples; the states go on from chunk to chunk."""
    inputs, targets = (torch.tensor(a[..., None], dtype=torch.float32) for a in (x, y))
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rate, total_steps=passes * (inputs.shape[1] // CHUNK + 1), pct_start=0.05, final_div_factor=100)
    for turn in range(passes):
        offset = np.random.randint(CHUNK)
        state = settled(network, len(inputs))
        for at in range(-offset, (inputs.shape[1] // CHUNK) * CHUNK - offset, CHUNK):
            part = slice(max(at, 0), at + CHUNK)
            out, state = network(inputs[:, part], state)
            state = tuple(s.detach() for s in state)
            target = targets[:, part]
            error = out - target
            # Half of the weight is on differences, where the overtones are. The numbers added keep silence from counting.
            loss = (error ** 2).sum() / ((target ** 2).sum() + 50)
            target, error = target[:, 1:] - 0.85 * target[:, :-1], error[:, 1:] - 0.85 * error[:, :-1]
            loss = loss + (error ** 2).sum() / ((target ** 2).sum() + 10)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        if turn % 4 == 3 or turn == passes - 1:
            print(f"  pass {turn + 1}: {measure(network, x[:12], y[:12]):.5f}", flush=True)


def filtered(x, b0, b1, a1):
    """A filter of first order, by its frequency response."""
    size = 2 * x.shape[-1]
    delay = torch.exp(-2j * np.pi * torch.arange(size // 2 + 1) / size)
    return torch.fft.irfft(torch.fft.rfft(x, size) * (b0 + b1 * delay) / (1 - a1 * delay), size)[..., :x.shape[-1]]


def baseline(x, y):
    """Fits a filter of first order, tanh with a bias, and another filter of first order. Prints the parameters for ../Shaper.cs."""
    inputs, targets = torch.tensor(x[::6]), torch.tensor(y[::6])

    def shaped(parameters):
        b0, b1, a1, gain, bias, c0, c1, d1 = parameters
        bent = torch.tanh(gain * filtered(inputs, b0, b1, torch.tanh(a1)) + bias) - torch.tanh(bias)
        return filtered(bent, c0, c1, torch.tanh(d1))

    found = []
    for first, bias, second in ((0.0, -0.2, 0.5), (0.5, -0.2, 0.5)):
        parameters = torch.tensor([1 - first, 0, first, 4.0, bias, 1 - np.tanh(second), 0, second], requires_grad=True)
        optimiser = torch.optim.Adam([parameters], lr=0.03)
        for _ in range(400):
            optimiser.zero_grad()
            loss = esr(shaped(parameters), targets)
            loss.backward()
            optimiser.step()
        values = parameters.detach().numpy().copy()
        values[[2, 7]] = np.tanh(values[[2, 7]])
        found.append((loss.item(), ", ".join(f"{v:.5f}" for v in values)))
        print("baseline", found[-1], flush=True)
    print("best", min(found), flush=True)


def write_reference():
    """Writes a short signal and the amplifier's answer, with which a test compares ../Circuit.cs."""
    t = np.arange(720) / guitar.RATE
    x = (0.7 * np.sin(2 * np.pi * 440 * t) + 0.3 * np.sin(2 * np.pi * 3100 * t))[None] * np.linspace(0, 1, len(t))
    y = chain.amplify(x, guitar.RATE)
    lines = [f"{a:.17g},{b:.17g}\n" for a, b in zip(x[0], y[0])]
    (DATA / "reference.csv").write_text("input,output\n" + "".join(lines))


def main():
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    DATA.mkdir(exist_ok=True)
    write_reference()
    x, y, clean = signals(folder)
    baseline(x[:TRAIN], y[:TRAIN])

    def finish(name, network, targets, passes, rate):
        print(name, flush=True)
        np.random.seed(1)
        train(network, x[:min(TRAIN, len(targets))], targets[:TRAIN], passes, rate)
        sample = torch.tensor(x[TRAIN][None, 4000:4000 + SELF_TEST, None], dtype=torch.float32)
        lstmgen_export.export(Outputs(network), DATA / f"{name}.safetensors", sample)

    for name, hidden, layers, passes in (("amp-2x8", 8, 2, 16), ("amp-1x16", 16, 1, 20)):
        torch.manual_seed(1)
        network = Network(hidden, layers)
        finish(name, network, y, passes, LEARNING_RATE)
        print(f"  phrases for the test: {measure(network, x[TRAIN:], y[TRAIN:]):.5f}", flush=True)

    # The clean network goes on from the weights of the last one, so that the states of the two mean about the same.
    finish("clean-1x16", network, clean, 8, LEARNING_RATE / 3)


if __name__ == "__main__":
    main()
