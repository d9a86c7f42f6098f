"""Recurrent cells with all their variants, in torch's tensors: of nothing but a network's description and its weights in double."""
import torch
import torch.nn.functional as F

import functions
import jumps
import philox


def clip(net, v):
    return v.clamp(-net.clip, net.clip) if net.clip else v


def lstm(net, w, index, t, x, h, c):
    """A step of an LSTM: w are the weights by the names of their kinds, index is layer * directions + direction."""
    size = net.hidden
    z = dict(zip(net.gates, (w["weight_ih"] @ x + w["bias_ih"] + w["weight_hh"] @ h + w["bias_hh"]).split(size)))

    def gate(letter, activation, cell_state):
        v = z[letter]
        if net.peephole and letter != "g":
            v = v + w["weight_peephole"].split(size)[net.peephole_gates.index(letter)] * cell_state
        if net.layer_norm:
            block = net.gates.index(letter)
            v = F.layer_norm(v, (size,), w["weight_ln_gates"].split(size)[block], w["bias_ln_gates"].split(size)[block],
                             functions.f32(net.epsilon))
        return functions.apply(activation, clip(net, v))

    i = gate("i", net.gate, c)
    f = 1 - i if net.coupled else gate("f", net.gate, c)
    g = gate("g", net.cell, c)
    if net.stochastic:
        u = torch.from_numpy(philox.uniform(size, t, index))
        jumps.see(u - f)
        f = (u < f).to(f.dtype)
    c = f * c + i * g
    if net.cell_clip:
        c = c.clamp(-net.cell_clip, net.cell_clip)
    o = gate("o", net.gate, c)
    q = F.layer_norm(c, (size,), w["weight_ln_cell"], w["bias_ln_cell"], functions.f32(net.epsilon)) if net.layer_norm else c
    h = o * functions.apply(net.hide, clip(net, q))
    return (w["weight_hr"] @ h if net.projection else h), c


def gru(net, w, index, t, x, h, c):
    """A step of a GRU, which has no cell state."""
    fr, fz, fn = (w["weight_ih"] @ x + w["bias_ih"]).split(net.hidden)
    (ur, uz, un), (br, bz, bn) = w["weight_hh"].split(net.hidden), w["bias_hh"].split(net.hidden)
    r = functions.apply(net.gate, clip(net, fr + ur @ h + br))
    z = functions.apply(net.gate, clip(net, fz + uz @ h + bz))
    recurrent = r * (un @ h + bn) if net.reset_after else un @ (r * h) + bn
    n = functions.apply(net.cell, clip(net, fn + recurrent))
    return (1 - z) * n + z * h, c


def layers(net, weights, x, h0, c0):
    """All recurrent layers over a sequence x [steps, input], from the states h0 [cells, width] and c0 [cells, hidden]."""
    step = gru if net.gru else lstm
    outputs = []
    for index, (suffix, layer) in enumerate(net.suffixes()):
        w = {name[: -len(suffix)]: values for name, values in weights.items() if name.endswith(suffix)}
        h, c = h0[index], None if net.gru else c0[index]
        y = [None] * len(x)
        times = range(len(x))
        for t in reversed(times) if net.backward or index % net.directions else times:
            h, c = step(net, w, index, t, x[t], h, c)
            y[t] = h
        outputs.append(torch.stack(y))
        if len(outputs) == net.directions:
            x, outputs = torch.cat(outputs, 1), []
    return x


def dense(names, described, weights, x):
    """Dense layers, one after the other."""
    for name, layer in zip(names, described):
        x = functions.apply(layer.activation, F.linear(x, weights[name + ".weight"], weights[name + ".bias"]))
    return x
