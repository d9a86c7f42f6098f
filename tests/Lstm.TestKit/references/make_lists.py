#!/usr/bin/env python3
"""Writes the files of tests/Lstm.TestKit/golden/lists, and their table: networks, inputs, and outputs in double precision.

    python3 make_lists.py               (Python alone; no arguments)

Weights and inputs are random multiples of 2^-16, so that floats hold them and the sum of two biases exactly. plain.py computes the outputs;
check_lists.py compares them with torch.
"""
import os
import random
import zlib

import plain
import tensor_file
from lists import CASES
from tensor_file import Tensor

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "golden", "lists")
STEPS = 24
UNIT = 2.0**-16

# The states of a cell, of which it may have fewer: hidden, cell, normaliser, stabiliser.
STATES = "hcnm"


def draw(generator, count, bound):
    """Multiples of the unit, uniform within a bound. Only random() gives the same numbers in every version of Python."""
    return [round((2 * generator.random() - 1) * bound / UNIT) * UNIT for _ in range(count)]


def tensors_of(case):
    """All tensors of a file."""
    generator = random.Random(zlib.crc32(case.name.encode()))
    tensors = {}
    for name, shape, middle, bound in case.shapes():
        count = shape[0] * (shape[1] if len(shape) > 1 else 1)
        tensors[name] = Tensor("F32", shape, [middle + value for value in draw(generator, count, bound)])
    inputs = Tensor("F64", (STEPS, case.input), draw(generator, STEPS * case.input, 1.5))
    outputs, states = plain.run(case, tensors, inputs.rows())
    tensors["selftest.input"] = inputs
    tensors["selftest.output"] = Tensor("F64", (len(outputs), len(outputs[0])), [value for row in outputs for value in row])
    for cell, state in enumerate(states):
        for letter, values in zip(STATES, state):
            tensors[f"final.{cell}.{letter}"] = Tensor("F64", (len(values),), values)
    return tensors


def main():
    os.makedirs(FOLDER, exist_ok=True)
    written = {"README.md"}
    rows = []
    for case in CASES:
        tensor_file.write(os.path.join(FOLDER, case.name + ".safetensors"), tensors_of(case), case.metadata)
        written.add(case.name + ".safetensors")
        rows.append(f"| {case.name} | `{case.declaration}` |\n".replace("\n[", " ["))

    with open(os.path.join(HERE, "lists.md")) as head, open(os.path.join(FOLDER, "README.md"), "w", newline="\n") as readme:
        readme.write(head.read() + "".join(rows))

    others = sorted(set(os.listdir(FOLDER)) - written)
    assert not others, f"Expected only what this script writes in {FOLDER}, found {others}."


if __name__ == "__main__":
    main()
