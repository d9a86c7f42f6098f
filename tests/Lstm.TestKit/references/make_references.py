#!/usr/bin/env python3
"""Writes the files of tests/Lstm.TestKit/golden/variants, and their table: networks, inputs, and outputs that torch computes in double.

    python3 make_references.py          (torch 1.13, numpy; no arguments, always the same bytes)

Weights, inputs and states are random float32 numbers. nn.LSTM and nn.GRU compute what they support; the cells of cells.py compute the rest,
after they have agreed with torch's own on all that torch has.
"""
import itertools
import os
import zlib

import numpy as np
import torch
from torch import nn

import cells
import jumps
import safetensors_file
from cases import CASES
from network import dense_names

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "golden", "variants")
STEPS = 32
MARGIN = 1e-4


def values(random, name, shape, hidden, gain):
    """The tensor of a name: about as torch initialises it, but for what torch initialises with ones and zeros."""
    if "_ln_" in name:
        return np.float32(name.startswith("weight")) + random.uniform(-0.5, 0.5, shape).astype(np.float32)
    if "peephole" in name:
        return random.uniform(-1, 1, shape).astype(np.float32)
    bound = gain / np.sqrt(shape[-1] if "." in name else hidden)
    return random.uniform(-bound, bound, shape).astype(np.float32)


def draw(case, attempt):
    """The tensors of a file, all but the outputs."""
    net = case.net
    random = np.random.RandomState([zlib.crc32(case.name.encode()), attempt])
    tensors = {name: values(random, name, shape, net.hidden, case.gain) for name, shape in net.shapes()}
    rows = net.layers * net.directions
    for kind, given in [("initial_", case.initial), ("selftest.", case.start)]:
        if given:
            tensors[kind + "h0"] = random.uniform(-1, 1, (rows, net.width)).astype(np.float32)
            if not net.gru:
                tensors[kind + "c0"] = random.uniform(-1, 1, (rows, net.hidden)).astype(np.float32)
    tensors["selftest.input"] = random.uniform(-1, 1, (STEPS, net.input)).astype(np.float32)
    return tensors


def run(case, tensors, recurrent, dtype=torch.double):
    """The whole network over the self-test's inputs."""
    net = case.net
    w = {name: torch.from_numpy(array).to(dtype) for name, array in tensors.items()}
    rows = net.layers * net.directions
    h0 = w.get("selftest.h0", w.get("initial_h0", torch.zeros(rows, net.width, dtype=dtype)))
    c0 = w.get("selftest.c0", w.get("initial_c0", torch.zeros(rows, net.hidden, dtype=dtype)))
    x = w["selftest.input"]
    y = cells.dense(dense_names("stem", net.stem), net.stem, w, x)
    y = recurrent(net, w, y, h0, c0)
    y = cells.dense(dense_names("head", net.head), net.head, w, y)
    return y + x[:, : y.shape[1]] if net.residual else y


def torchs_own(net, w, x, h0, c0):
    """The recurrent layers by nn.LSTM or nn.GRU; backward alone is forward on the sequence turned round."""
    kind = nn.GRU if net.gru else nn.LSTM
    projection = {"proj_size": net.projection} if net.projection else {}
    module = kind(x.shape[1], net.hidden, net.layers, bidirectional=net.bidirectional, **projection)
    module = module.double()
    module.load_state_dict({name: w[name] for name in module.state_dict()})
    x = x.flip(0) if net.backward else x
    y, _ = module(x[:, None], h0[:, None] if net.gru else (h0[:, None], c0[:, None]))
    return y[:, 0].flip(0) if net.backward else y[:, 0]


def reference(case):
    """Tensors and outputs: such that no rounding to floats is carried across a jump, and that a run in floats comes to the same."""
    for attempt in itertools.count():
        tensors = draw(case, attempt)
        jumps.reset()
        y = run(case, tensors, cells.layers)
        if jumps.nearest > MARGIN:
            break
    if case.torchs_own:
        own = y
        y = run(case, tensors, torchs_own)
        assert (y - own).abs().max() < 1e-13, case.name
    floats = run(case, tensors, cells.layers, torch.float)
    assert (y - floats).abs().max() < 5e-6 * y.abs().max(), case.name
    tensors["selftest.output"] = y.float().numpy()
    return tensors


def canonical(case, tensors):
    """Under the names that a module would give them which holds the recurrent layers as a part."""
    def inside(name):
        return not name.startswith(("stem.", "head.", "selftest."))
    return {case.prefix + name if inside(name) else name: array for name, array in tensors.items()}


def main():
    torch.set_grad_enabled(False)
    torch.set_num_threads(1)
    os.makedirs(FOLDER, exist_ok=True)
    written = {"README.md"}
    rows = []
    for case in CASES:
        tensors = reference(case)
        safetensors_file.write(os.path.join(FOLDER, case.name + ".safetensors"), canonical(case, tensors), case.metadata)
        written.add(case.name + ".safetensors")
        rows.append(f"| {case.name} | `{case.net.declaration()}` | {case.computed_by} |\n")

    with open(os.path.join(HERE, "table.md")) as head, open(os.path.join(FOLDER, "README.md"), "w", newline="\n") as readme:
        readme.write(head.read() + "".join(rows))

    others = sorted(set(os.listdir(FOLDER)) - written)
    assert not others, f"Expected only what this script writes in {FOLDER}, found {others}."


if __name__ == "__main__":
    main()
