#!/usr/bin/env python3
"""Writes ../data/worked-example.safetensors: one LSTM step with three inputs and three hidden units,
small enough to compute by hand. Needs only Python.

The input gate's rows over [x, h] are all 1, all 2 and all 3, and its biases are 1. For x = [1, 2, 3] and h = [4, 5, 6] the
pre-activations are 1*21 + 1 = 22, 2*21 + 1 = 43 and 3*21 + 1 = 64, so the gate is fully open. The other gates have small
weights, so that their values are not saturated. All weights are multiples of 1/8. Weights and pre-activations are therefore
exact in single precision.
"""

import json
import struct
from math import exp, tanh
from pathlib import Path

X = [1.0, 2.0, 3.0]
H = [4.0, 5.0, 6.0]
C = [0.5, -0.5, 1.0]

# One row per hidden unit: three weights for x, three for h. The gates are in PyTorch's order.
GATES = {
    "i": ([[1.0] * 6, [2.0] * 6, [3.0] * 6], [1.0, 1.0, 1.0]),
    "f": (
        [
            [0.5, -0.25, 0.25, -0.125, 0.25, -0.25],
            [-0.25, 0.5, 0.125, 0.25, -0.5, 0.125],
            [0.125, 0.25, 0.5, 0.125, 0.125, -0.25],
        ],
        [0.5, -1.0, 0.25],
    ),
    "g": (
        [
            [0.25, 0.125, -0.25, 0.5, -0.25, 0.125],
            [-0.5, 0.25, 0.125, 0.25, -0.125, -0.25],
            [0.125, -0.25, 0.25, -0.25, 0.25, -0.125],
        ],
        [-0.25, 0.25, 0.375],
    ),
    "o": (
        [
            [0.25, 0.5, -0.25, -0.25, 0.125, 0.25],
            [-0.125, 0.25, -0.5, 0.125, -0.25, 0.25],
            [0.5, -0.125, 0.25, 0.25, 0.125, -0.25],
        ],
        [-0.625, -0.125, -1.125],
    ),
}

# PyTorch adds two biases. The second one is not zero, so that the self-test fails for a reader that ignores it.
BIAS_HH = 0.25


def sigmoid(a):
    return 1.0 / (1.0 + exp(-a))


def show(name, values):
    print(f"{name:18}" + "".join(f"{value:14.9f}" for value in values))


def write_safetensors(path, tensors, metadata):
    """Writes eight bytes of header length, a JSON header padded with spaces to a multiple of 8, and the tensors."""
    header = {"__metadata__": metadata}
    data = b""
    for name, (shape, values) in tensors.items():
        block = struct.pack(f"<{len(values)}f", *values)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [len(data), len(data) + len(block)]}
        data += block
    text = json.dumps(header).encode("utf-8")
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    before = {
        gate: [sum(w * v for w, v in zip(row, X + H)) + b for row, b in zip(rows, biases)]
        for gate, (rows, biases) in GATES.items()
    }
    assert before["i"] == [22.0, 43.0, 64.0]
    gates = {gate: [(tanh if gate == "g" else sigmoid)(a) for a in values] for gate, values in before.items()}
    cell = [f * c + i * g for i, f, g, c in zip(gates["i"], gates["f"], gates["g"], C)]
    hidden = [o * tanh(c) for o, c in zip(gates["o"], cell)]

    for gate in GATES:
        show(f"{gate} before", before[gate])
    for gate in GATES:
        show(f"{gate}", gates[gate])
    show("new cell state", cell)
    show("new hidden state", hidden)

    rows = [row for gate_rows, _ in GATES.values() for row in gate_rows]
    biases = [b for _, gate_biases in GATES.values() for b in gate_biases]
    tensors = {
        "lstm.weight_ih_l0": ([12, 3], [w for row in rows for w in row[:3]]),
        "lstm.weight_hh_l0": ([12, 3], [w for row in rows for w in row[3:]]),
        "lstm.bias_ih_l0": ([12], [b - BIAS_HH for b in biases]),
        "lstm.bias_hh_l0": ([12], [BIAS_HH] * 12),
        "selftest.h0": ([1, 3], H),
        "selftest.c0": ([1, 3], C),
        "selftest.input": ([1, 3], X),
        "selftest.output": ([1, 3], hidden),
    }
    metadata = {"format": "pt", "title": "The worked example: three inputs, three hidden units, one step"}
    write_safetensors(Path(__file__).resolve().parent.parent / "data" / "worked-example.safetensors", tensors, metadata)


if __name__ == "__main__":
    main()
