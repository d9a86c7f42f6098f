"""The cells of lists.py in lists of doubles: of nothing but Python."""
import math


def sigmoid(v):
    return 1 / (1 + math.exp(-v))


def softmax(values):
    exponentials = [math.exp(v - max(values)) for v in values]
    return [e / math.fsum(exponentials) for e in exponentials]


def each(function):
    return lambda values: [function(v) for v in values]


FUNCTIONS = {
    "Linear": each(lambda v: v),
    "Sigmoid": each(sigmoid),
    "Tanh": each(math.tanh),
    "Relu": each(lambda v: max(0.0, v)),
    "Softmax": softmax,
}


def affine(matrix, bias, v):
    """W v + b, with the rows of a matrix. What sum() adds depends on the version of Python."""
    return [math.fsum(w * x for w, x in zip(row, v)) + b for row, b in zip(matrix, bias)]


def split(values, parts):
    size = len(values) // parts
    return [values[part * size:(part + 1) * size] for part in range(parts)]


def add(a, b):
    return [x + y for x, y in zip(a, b)]


def lstm(layer, fed, recurrent, state):
    h, c = state
    i, f, g, o = split(add(fed, recurrent), 4)
    c = [sigmoid(fk) * ck + sigmoid(ik) * math.tanh(gk) for ik, fk, gk, ck in zip(i, f, g, c)]
    return [sigmoid(ok) * math.tanh(ck) for ok, ck in zip(o, c)], c


def gru(layer, fed, recurrent, state):
    (fr, fz, fn), (ur, uz, un) = split(fed, 3), split(recurrent, 3)
    r, z = map(sigmoid, add(fr, ur)), list(map(sigmoid, add(fz, uz)))
    n = [math.tanh(fk + rk * uk) for fk, rk, uk in zip(fn, r, un)]
    return ([(1 - zk) * nk + zk * hk for zk, nk, hk in zip(z, n, state[0])],)


def rnn(layer, fed, recurrent, state):
    return (FUNCTIONS[layer.activation](add(fed, recurrent)),)


def slstm(layer, fed, recurrent, state):
    """Beck et al. 2024, section 2.2, stabilised, with one head."""
    after = [], [], [], []
    for i, f, z, o, _, c, n, m in zip(*split(add(fed, recurrent), 4), *state):
        log_f = -math.log1p(math.exp(-f))
        stable = max(log_f + m, i)
        i, f = math.exp(i - stable), math.exp(log_f + m - stable)
        c, n = f * c + i * math.tanh(z), f * n + i
        for states, value in zip(after, (sigmoid(o) * c / n, c, n, stable)):
            states.append(value)
    return after


CELLS = {"Lstm": (lstm, 2), "Gru": (gru, 1), "Rnn": (rnn, 1), "SLstm": (slstm, 4)}


def unit(layer, tensors, values):
    """A layer with a value for each output, whose tensors are by their names: Ba et al. 2016, equation 4; He et al. 2015, equation 1."""
    if layer.kind == "Activation":
        return FUNCTIONS[layer.activation](values)
    if layer.kind == "Affine":
        return [s * v + o for s, v, o in zip(tensors["scale"], values, tensors["offset"])]
    if layer.kind == "PRelu":
        return [v if v > 0 else a * v for a, v in zip(tensors["weight"], values)]
    mean = math.fsum(values) / len(values)
    deviation = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / len(values) + layer.epsilon)
    return [g * (v - mean) / deviation + b for g, v, b in zip(tensors["weight"], values, tensors["bias"])]


def pool(pooling, y, last):
    """The vector of a sequence. last are the last hidden states of the directions of the layer below."""
    if pooling == "Last":
        return y[-1]
    if pooling == "Final":
        return [value for h in last for value in h]
    return [math.fsum(values) / len(values) if pooling == "Mean" else max(values) for values in zip(*y)]


def merge(merging, forward, backward):
    """The vector of both directions."""
    if merging == "Product":
        return [a * b for a, b in zip(forward, backward)]
    return [(a + b) * (0.5 if merging == "Mean" else 1) for a, b in zip(forward, backward)]


def direction(layer, tensors, backward, x):
    """
    One direction of a recurrent layer over a sequence, from states of zero: its outputs and its last states. Tensors are by the names of
    their kinds.
    """
    step, states = CELLS[layer.cell]
    state = ([0.0] * layer.hidden,) * states
    y = [None] * len(x)
    for t in reversed(range(len(x))) if backward else range(len(x)):
        fed = affine(tensors["weight_ih"].rows(), tensors["bias_ih"].values, x[t])
        state = step(layer, fed, affine(tensors["weight_hh"].rows(), tensors["bias_hh"].values, state[0]), state)
        y[t] = state[0]
    return y, state


def run(case, tensors, x):
    """The whole network over the rows of a sequence: its outputs, and the last states of each cell."""
    y, states, below = x, [], []
    for index, layer in enumerate(case.layers):
        below.append(y)
        if hasattr(layer, "around"):
            y = [add(row, added) for row, added in zip(y, below[index - layer.around])]
            continue
        if hasattr(layer, "merging"):
            y = [merge(layer.merging, *split(row, 2)) for row in y]
            continue
        if hasattr(layer, "pooling"):
            y = [pool(layer.pooling, y, [state[0] for state in states[-case.layers[case.recurrent[-1]].directions:]])]
            continue
        if hasattr(layer, "kind"):
            own = {name: tensors[f"{case.layer_name(index)}.{name}"].values for name, _, _ in layer.tensors}
            y = [unit(layer, own, row) for row in y]
            continue
        if not hasattr(layer, "cell"):
            name = case.layer_name(index)
            weight, bias = tensors[name + ".weight"].rows(), tensors[name + ".bias"].values
            y = [FUNCTIONS[layer.activation](affine(weight, bias, row)) for row in y]
            continue
        outputs = []
        for way in range(layer.directions):
            own = {kind: tensors[case.cell_name(index, way, kind)] for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
            part, state = direction(layer, own, layer.backward or way == 1, y)
            outputs.append(part)
            states.append(state)
        y = [[value for part in row for value in part] for row in zip(*outputs)]
    return [add(row, first) for row, first in zip(y, x)] if case.residual else y, states
