#!/usr/bin/env python3
"""Compares the files of tests/Lstm.TestKit/golden/lists with torch in double precision, and fails if one differs by more than 1e-13.

    python3 check_lists.py              (torch 1.13 or later)

nn.LSTM, nn.GRU and nn.RNN compute their cells, nn.LayerNorm and nn.PReLU their layers; sLSTM, which torch does not have, is the paper's
equations in torch's tensors. An affine layer is an nn.BatchNorm1d after training, with statistics that the layer folds.
"""
import os

import torch
import torch.nn.functional as F
from torch import nn

import tensor_file
from lists import CASES, Dense, Merge, Pool, Residual, Unit
from make_lists import FOLDER, STATES

KINDS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
FUNCTIONS = {
    "Linear": lambda v: v,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "Relu": F.relu,
    "Softmax": lambda v: torch.softmax(v, -1),
}


def slstm(w, x):
    """An sLSTM over a sequence [steps, inputs]: outputs and last states. w are the weights by the names of their kinds."""
    h = c = n = m = torch.zeros(w["weight_hh"].shape[1], dtype=x.dtype)
    outputs = []
    for row in x:
        i, f, z, o = (F.linear(row, w["weight_ih"], w["bias_ih"]) + F.linear(h, w["weight_hh"], w["bias_hh"])).chunk(4)
        log_f = F.logsigmoid(f)
        before, m = m, torch.maximum(log_f + m, i)
        i, f = torch.exp(i - m), torch.exp(log_f + before - m)
        c = f * c + i * torch.tanh(z)
        n = f * n + i
        h = torch.sigmoid(o) * c / n
        outputs.append(h)
    return torch.stack(outputs), (h, c, n, m)


def direction(layer, w, x):
    """A recurrent layer over a sequence, from states of zero: outputs and last states."""
    if layer.cell == "SLstm":
        return slstm(w, x)
    inputs = x.shape[1]
    if layer.cell == "Rnn":
        module = nn.RNN(inputs, layer.hidden, nonlinearity=layer.activation.lower())
    else:
        module = {"Lstm": nn.LSTM, "Gru": nn.GRU}[layer.cell](inputs, layer.hidden)
    module = module.double()
    module.load_state_dict({kind + "_l0": w[kind] for kind in KINDS})
    y, states = module(x[:, None])
    return y[:, 0], [state.flatten() for state in (states if layer.cell == "Lstm" else (states,))]


def batch_norm(scale, offset):
    """The batch normalisation that folds to scale = gamma / sqrt(variance + epsilon) and offset = beta - mean * scale."""
    module = nn.BatchNorm1d(len(scale)).double().eval()
    variance, mean = torch.linspace(0.25, 2, len(scale), dtype=torch.double), torch.linspace(-1, 0.5, len(scale), dtype=torch.double)
    module.running_var, module.running_mean = variance, mean
    module.weight.copy_(scale * torch.sqrt(variance + module.eps))
    module.bias.copy_(offset + mean * scale)
    return module


def unit(layer, w, y):
    """A layer with a value for each output, over a sequence. w are the weights by the names of the layer's tensors."""
    if layer.kind == "Activation":
        return FUNCTIONS[layer.activation](y)
    if layer.kind == "Affine":
        return batch_norm(w["scale"], w["offset"])(y)
    size = y.shape[1]
    module = nn.PReLU(size) if layer.kind == "PRelu" else nn.LayerNorm(size, layer.epsilon)
    module = module.double()
    module.load_state_dict(w)
    return module(y)


def pool(layer, y, last):
    """The vector of a sequence, as PyTorch's users take it. last are the h of the directions of the layer below."""
    if layer.pooling == "Last":
        return y[-1:]
    if layer.pooling == "Final":
        return torch.cat(last)[None]
    return y.mean(0, keepdim=True) if layer.pooling == "Mean" else y.amax(0, keepdim=True)


def run(case, w, x):
    """The outputs of a network, and the last states of each cell by name."""
    y, last, inputs = x, [], []
    for index, layer in enumerate(case.layers):
        inputs.append(y)
        if isinstance(layer, Residual):
            y = y + inputs[index - layer.around]
            continue
        if isinstance(layer, Merge):
            directions = torch.stack(y.chunk(2, dim=1))
            y = {"Sum": directions.sum, "Mean": directions.mean, "Product": directions.prod}[layer.merging](0)
            continue
        if isinstance(layer, Dense):
            name = case.layer_name(index)
            y = FUNCTIONS[layer.activation](F.linear(y, w[name + ".weight"], w[name + ".bias"]))
            continue
        if isinstance(layer, Pool):
            y = pool(layer, y, [states[0] for states in last[-case.layers[case.recurrent[-1]].directions:]])
            continue
        if isinstance(layer, Unit):
            y = unit(layer, {name: w[f"{case.layer_name(index)}.{name}"] for name, _, _ in layer.tensors}, y)
            continue
        outputs = []
        for way in range(layer.directions):
            own = {kind: w[case.cell_name(index, way, kind)] for kind in KINDS}
            backward = layer.backward or way == 1
            part, states = direction(layer, own, y.flip(0) if backward else y)
            last.append(states)
            outputs.append(part.flip(0) if backward else part)
        y = torch.cat(outputs, 1)
    found = {f"final.{cell}.{letter}": state for cell, states in enumerate(last) for letter, state in zip(STATES, states)}
    return {"selftest.output": y + x[:, :y.shape[1]] if case.residual else y, **found}


def main():
    torch.set_grad_enabled(False)
    for case in CASES:
        tensors, metadata = tensor_file.read(os.path.join(FOLDER, case.name + ".safetensors"))
        assert metadata == case.metadata, case.name
        w = {name: torch.tensor(tensor.values, dtype=torch.double).reshape(tensor.shape) for name, tensor in tensors.items()}
        found = run(case, w, w["selftest.input"])
        assert sorted(found) == sorted(name for name in w if name.startswith(("selftest.output", "final."))), case.name
        error = max(float((found[name] - w[name]).abs().max()) for name in found)
        assert error < 1e-13, f"{case.name}: {error}"
        print(f"{case.name}: {error:.1e}")


if __name__ == "__main__":
    main()
