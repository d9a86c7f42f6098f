"""Writes a trained torch or Keras network as the canonical safetensors file of LstmGen, with a self-test and its declaration.

    import lstmgen_export
    lstmgen_export.export(model, "model.safetensors", sample_input)

The model is a list of LSTM, GRU, RNN, dense and normalisation layers, causal convolutions and activations in any order, with at least one
recurrent layer. The first layer may be an embedding: sample_input is then a sequence of tokens, integers [steps].
Recurrent layers may differ in kind, size and direction. Several torch modules that run one after the other can be given as a list:
export([lstm, linear, gru], ...). sample_input is one sequence in the shape that the model expects: [steps, inputs], with a batch axis of
size 1 if the model needs one. The outputs that the model computes for this sequence become the self-test, which runs wherever the file is
loaded.

    lstmgen_export.export(model, path, raw, mean=mean, std=std)    # the model was trained on (raw - mean) / std
    lstmgen_export.export(classifier, path, sample, pool="final")  # the model has one output for the whole sequence

The exporter also computes the network itself, from the numbers that it will write, and compares the result with the outputs of the model,
on the sample and on random sequences of the same shape. If they differ, it writes nothing. The cause may be a function in the forward
method that is not a layer, or a state that does not start at zero.

The exporter is one file without dependencies other than torch or keras. It imports neither before it is needed.
"""

import json
import math
import os
import struct
import sys

__all__ = ["export", "ExportError"]

# The allowed error of a float32 computation, relative to the largest output if that is above 1.
TOLERANCE = 1e-4
PROBES = 3

# The limits of a class.
MOST_RECURRENT = 8
MOST_DENSE = 8
MOST_OTHERS = 24
MOST_UNITS = 1024
MOST_TOKENS = 65536
MOST_KERNEL = 64
MOST_DILATION = 1024
MOST_WINDOW = 8192

# What makes one vector of the vectors of all steps, by the argument pool.
POOLS = {"last": "Last", "final": "Final", "mean": "Mean", "max": "Max"}

# The default of PyTorch's normalisations.
EPSILON = 1e-5

# The default parameters of the functions in LstmGen.
DEFAULTS = {
    "HardSigmoid": (0.2, 0.5),
    "Elu": (1.0, None),
    "LeakyRelu": (0.01, None),
    "ThresholdedRelu": (1.0, None),
    "Clip": (-1.0, 1.0),
    "Selu": (1.6732632, 1.050701),
    "Celu": (1.0, None),
}

# The kinds of recurrent layers by the name of their attribute: the number of gates, and the functions that they have.
# A function has the name of its argument, of its parameters, and its default.
GATE = ("gate", "GateActivation = ", "Gate", "Sigmoid")
KINDS = {
    "Lstm": (4, (GATE, ("cell", "CellActivation = ", "Cell", "Tanh"), ("hidden", "HiddenActivation = ", "Hidden", "Tanh"))),
    "Gru": (3, (GATE, ("cell", "CellActivation = ", "Cell", "Tanh"))),
    "Rnn": (1, (("cell", "activation: ", "", "Tanh"),)),
}


class ExportError(ValueError):
    """The model cannot be exported. The message gives the reason."""


def _single(value):
    """Returns the nearest float32, because a declaration contains float32 numbers."""
    return None if value is None else struct.unpack("<f", struct.pack("<f", value))[0]


class Activation:
    """A function of LstmGen's enum Activation, and its parameters if it has any."""

    def __init__(self, name, alpha=None, beta=None):
        default = DEFAULTS.get(name, (None, None))
        self.name = name
        self.alpha = _single(default[0] if alpha is None else alpha)
        self.beta = _single(default[1] if beta is None else beta)

    @property
    def parameters(self):
        """The parameters that differ from the defaults, as arguments of an attribute."""
        default = DEFAULTS.get(self.name, (None, None))
        values = (("Alpha", self.alpha, default[0]), ("Beta", self.beta, default[1]))
        return [(name, value) for name, value, usual in values if value is not None and value != _single(usual)]

    def apply(self, xp, v):
        a, b = self.alpha, self.beta
        functions = {
            "Linear": lambda: v,
            "Sigmoid": lambda: 0.5 * xp.tanh(0.5 * v) + 0.5,
            "Tanh": lambda: xp.tanh(v),
            "Relu": lambda: xp.clip(v, 0, None),
            "HardSigmoid": lambda: xp.clip(a * v + b, 0, 1),
            "HardSigmoid3": lambda: xp.clip(v + 3, 0, 6) / 6,
            "Softsign": lambda: v / (1 + abs(v)),
            "Softplus": lambda: xp.clip(v, 0, None) + xp.log1p(xp.exp(-abs(v))),
            "Elu": lambda: xp.where(v >= 0, v, a * xp.expm1(xp.clip(v, None, 0))),
            "LeakyRelu": lambda: xp.where(v >= 0, v, a * v),
            "ThresholdedRelu": lambda: xp.where(v > a, v, 0 * v),
            "Softmax": lambda: xp.exp(v - v.max()) / xp.exp(v - v.max()).sum(),
            "Clip": lambda: xp.clip(v, a, b),
            "Silu": lambda: v * (0.5 * xp.tanh(0.5 * v) + 0.5),
            "Gelu": lambda: 0.5 * v * (1 + _erf(xp, v / math.sqrt(2))),
            "GeluTanh": lambda: 0.5 * v * (1 + xp.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ** 3))),
            "Selu": lambda: b * xp.where(v >= 0, v, a * xp.expm1(xp.clip(v, None, 0))),
            "Celu": lambda: xp.where(v >= 0, v, a * xp.expm1(xp.clip(v / a, None, 0))),
            "Mish": lambda: v * xp.tanh(xp.clip(v, 0, None) + xp.log1p(xp.exp(-abs(v)))),
            "HardSwish": lambda: v * xp.clip(v + 3, 0, 6) / 6,
            "Exp": lambda: xp.exp(v),
            "LogSoftmax": lambda: v - v.max() - xp.log(xp.exp(v - v.max()).sum()),
        }
        return functions[self.name]()


def _erf(xp, v):
    """Returns the error function, which numpy does not have."""
    return xp.erf(v) if hasattr(xp, "erf") else xp.vectorize(math.erf, otypes=[float])(v)


LINEAR = Activation("Linear")


class Units:
    """A layer that has as many outputs as inputs, and a value of each of its tensors for each of them."""

    def __init__(self, name, tensors, function):
        self.attribute = f"[{name}]"
        self.tensors, self.function = tensors, function

    @property
    def input_size(self):
        return self.tensors[0][1].shape[0]

    @property
    def output_size(self):
        return self.input_size

    def run(self, xp, rows):
        return [self.function(xp, row) for row in rows]


def _affine(scale, offset):
    return Units("Affine", [("scale", scale), ("offset", offset)], lambda xp, v: scale * v + offset)


def _prelu(weight):
    return Units("PRelu", [("weight", weight)], lambda xp, v: xp.where(v >= 0, v, weight * v))


def _layer_norm(weight, bias, epsilon):
    def normalised(xp, v):
        centred = v - v.mean()
        return weight * centred / xp.sqrt((centred * centred).mean() + epsilon) + bias

    epsilon = _single(epsilon)
    name = "LayerNorm" if epsilon == _single(EPSILON) else f"LayerNorm(Epsilon = {_text(epsilon)}f)"
    return Units(name, [("weight", weight), ("bias", bias)], normalised)


class Function:
    """An activation after a layer that has none of its own."""

    tensors = []

    def __init__(self, activation, size):
        self.activation, self.input_size, self.output_size = activation, size, size

    @property
    def attribute(self):
        return f"[Activation({', '.join([f'Activation.{self.activation.name}'] + _named('', self.activation))})]"

    def run(self, xp, rows):
        return [self.activation.apply(xp, row) for row in rows]


class Pool:
    """What makes one vector of the vectors of all steps. The layers after it run once."""

    tensors = []

    def __init__(self, kind, before):
        self.kind, self.before = kind, before
        self.input_size = self.output_size = before.output_size
        self.attribute = f"[Pool(Pooling.{kind})]"

    def run(self, xp, rows):
        if self.kind == "Mean":
            return [sum(rows) / len(rows)]
        if self.kind == "Max":
            return [xp.stack(rows).max(0)[0] if hasattr(rows[0], "detach") else xp.stack(rows).max(0)]
        if self.kind == "Final" and len(self.before.cells) == 2:
            width = self.output_size // 2
            return [xp.hstack([rows[-1][:width], rows[0][width:]])]
        return [rows[-1]]


class Dense:
    """A dense layer, y = activation(weight x + bias). The bias may be None."""

    def __init__(self, weight, bias, activation=LINEAR):
        self.weight, self.bias, self.activation = weight, bias, activation

    @property
    def input_size(self):
        return self.weight.shape[1]

    @property
    def output_size(self):
        return self.weight.shape[0]

    @property
    def tensors(self):
        return [("weight", self.weight)] + ([] if self.bias is None else [("bias", self.bias)])

    @property
    def attribute(self):
        arguments = [str(self.output_size)]
        if self.activation.name != "Linear":
            arguments.append(f"Activation.{self.activation.name}")
        return f"[Dense({', '.join(arguments + _named('', self.activation))})]"

    def run(self, xp, rows):
        return [self.activation.apply(xp, self.weight @ row if self.bias is None else self.weight @ row + self.bias) for row in rows]


class Conv:
    """A causal convolution over the steps. The weight is [filters, inputs, kernel]; the last of a kernel belongs to the current step."""

    def __init__(self, weight, bias, dilation=1, activation=LINEAR):
        self.weight, self.bias, self.dilation, self.activation = weight, bias, dilation, activation

    @property
    def input_size(self):
        return self.weight.shape[1]

    @property
    def output_size(self):
        return self.weight.shape[0]

    @property
    def kernel(self):
        return self.weight.shape[2]

    @property
    def tensors(self):
        return [("weight", self.weight), ("bias", self.bias)]

    @property
    def attribute(self):
        arguments = [str(self.output_size), str(self.kernel)]
        if self.activation.name != "Linear":
            arguments.append(f"Activation.{self.activation.name}")
        arguments += _named("", self.activation)
        if self.dilation > 1:
            arguments.append(f"Dilation = {self.dilation}")
        return f"[Conv1D({', '.join(arguments)})]"

    def check(self):
        window = (self.kernel - 1) * self.dilation * self.input_size
        limits = (
            ("a kernel", self.kernel, MOST_KERNEL), ("a dilation", self.dilation, MOST_DILATION),
            ("(kernel - 1) * dilation * inputs", window, MOST_WINDOW), ("filters", self.output_size, MOST_UNITS))
        for what, found, most in limits:
            if found > most:
                raise ExportError(f"expected a convolution with {what} of at most {most}, found {found}")

    def run(self, xp, rows):
        taps = [self.weight[:, :, k] for k in range(self.kernel)]
        outputs = []
        for step in range(len(rows)):
            total = self.bias
            for k, tap in enumerate(taps):
                source = step - (self.kernel - 1 - k) * self.dilation
                if source >= 0:
                    total = total + tap @ rows[source]
            outputs.append(self.activation.apply(xp, total))
        return outputs


class Embedding:
    """A table with a row of values for each token."""

    input_size = 1

    def __init__(self, table):
        self.table = table
        self.tensors = [("embedding", table)]
        self.attribute = f"[Embedding({self.vocabulary}, {self.output_size})]"

    @property
    def vocabulary(self):
        return self.table.shape[0]

    @property
    def output_size(self):
        return self.table.shape[1]

    def check(self):
        for what, found, most in (("tokens", self.vocabulary, MOST_TOKENS), ("values of a token", self.output_size, MOST_UNITS)):
            if found > most:
                raise ExportError(f"expected an embedding of at most {most} {what}, found {found}")

    def run(self, xp, rows):
        return [self.table[int(row[0])] for row in rows]


class Cell:
    """One layer in one direction. Rows i, f, g, o or r, z, n or those of the only gate; both biases or neither; a projection or None."""

    def __init__(self, weight_ih, weight_hh, bias_ih=None, bias_hh=None, weight_hr=None):
        self.weight_ih, self.weight_hh = weight_ih, weight_hh
        self.bias_ih, self.bias_hh, self.weight_hr = bias_ih, bias_hh, weight_hr

    @property
    def tensors(self):
        return [
            (name, getattr(self, name))
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
            if getattr(self, name) is not None
        ]


class Recurrent:
    """A recurrent layer: one Cell, or two for the forward and the backward direction."""

    def __init__(self, cells, kind, reset_after=True, gate=None, cell=None, hidden=None):
        self.cells, self.kind, self.reset_after = cells, kind, reset_after
        self.gate, self.cell, self.hidden = gate or Activation("Sigmoid"), cell or Activation("Tanh"), hidden or Activation("Tanh")

    @property
    def input_size(self):
        return self.cells[0].weight_ih.shape[1]

    @property
    def units(self):
        return self.cells[0].weight_ih.shape[0] // KINDS[self.kind][0]

    @property
    def projection(self):
        return 0 if self.cells[0].weight_hr is None else self.cells[0].weight_hr.shape[0]

    @property
    def output_size(self):
        return len(self.cells) * (self.projection or self.units)

    @property
    def structure(self):
        """What the tensors show."""
        return self.kind, self.units, self.projection, len(self.cells)

    @property
    def arguments(self):
        """The properties of the attribute that equal layers share."""
        arguments = ["Bidirectional = true"] if len(self.cells) == 2 else []
        if not self.reset_after:
            arguments.append("ResetAfter = false")
        if self.projection:
            arguments.append(f"Projection = {self.projection}")
        for text, name, function in self._functions:
            if text.endswith(" = "):
                arguments += [text + function] if function else []
            arguments += _named(*name)
        return arguments

    @property
    def parameters(self):
        """The arguments of the attribute's constructor, other than the sizes, that equal layers share."""
        return [text + function for text, _, function in self._functions if function and text.endswith(": ")]

    @property
    def _functions(self):
        for name, text, prefix, usual in KINDS[self.kind][1]:
            function = getattr(self, name)
            yield text, (prefix, function), "" if function.name == usual else f"Activation.{function.name}"

    def run(self, xp, rows):
        outputs = [self._walk(xp, self.cells[0], rows)]
        if len(self.cells) == 2:
            outputs.append(self._walk(xp, self.cells[1], rows[::-1])[::-1])
        return [xp.hstack(parts) for parts in zip(*outputs)]

    def _walk(self, xp, cell, rows):
        n = self.units
        h, c = _zeros(xp, self.projection or n), _zeros(xp, n)
        first = _zeros(xp, cell.weight_ih.shape[0]) if cell.bias_ih is None else cell.bias_ih
        second = 0 * first if cell.bias_hh is None else cell.bias_hh
        outputs = []
        for row in rows:
            a, b = cell.weight_ih @ row + first, cell.weight_hh @ h + second
            if self.kind == "Rnn":
                h = self.cell.apply(xp, a + b)
            elif self.kind == "Gru":
                r = self.gate.apply(xp, a[:n] + b[:n])
                z = self.gate.apply(xp, a[n:2 * n] + b[n:2 * n])
                recurrent = r * b[2 * n:] if self.reset_after else cell.weight_hh[2 * n:] @ (r * h) + second[2 * n:]
                h = (1 - z) * self.cell.apply(xp, a[2 * n:] + recurrent) + z * h
            else:
                i, f, g, o = (a + b)[:n], (a + b)[n:2 * n], (a + b)[2 * n:3 * n], (a + b)[3 * n:]
                c = self.gate.apply(xp, f) * c + self.gate.apply(xp, i) * self.cell.apply(xp, g)
                h = self.gate.apply(xp, o) * self.hidden.apply(xp, c)
                if cell.weight_hr is not None:
                    h = cell.weight_hr @ h
            outputs.append(h)
        return outputs


class Network:
    """The network in a file: its layers, in the order of the data."""

    def __init__(self, xp):
        self.xp = xp
        self.layers = []
        self.residual = False

        # What is before and after the steps when the next convolution runs.
        self.padding = []

    @property
    def recurrent(self):
        return [layer for layer in self.layers if isinstance(layer, Recurrent)]

    @property
    def with_weights(self):
        return [layer for layer in self.layers if not isinstance(layer, (Function, Pool))]

    @property
    def input_size(self):
        return self.layers[0].input_size

    @property
    def output_size(self):
        return self.layers[-1].output_size

    @property
    def is_stack(self):
        """Whether equal recurrent layers follow each other, so that dense layers, and no others, are only before and after them."""
        layers = self.with_weights
        places = [place for place, layer in enumerate(layers) if isinstance(layer, Recurrent)]
        return (len({layer.structure for layer in self.recurrent}) == 1 and places[-1] - places[0] == len(places) - 1
                and all(isinstance(layer, (Dense, Recurrent)) for layer in layers))

    def add_activation(self, activation, what):
        """Adds a separate activation to the dense layer or the convolution before it, or as a layer of its own."""
        if activation.name == "Linear":
            return
        if not self.layers:
            raise ExportError(f"expected a layer with weights before the activation {what}; apply it to the inputs yourself")
        last = self.layers[-1]
        if isinstance(last, Dense) and last.activation.name == "Linear":
            self.layers[-1] = Dense(last.weight, last.bias, activation)
        elif isinstance(last, Conv) and last.activation.name == "Linear":
            self.layers[-1] = Conv(last.weight, last.bias, last.dilation, activation)
        else:
            self.layers.append(Function(activation, self.output_size))

    @property
    def vocabulary(self):
        """The number of tokens, if the input is the number of one; otherwise 0."""
        return self.layers[0].vocabulary if self.layers and isinstance(self.layers[0], Embedding) else 0

    def add_embedding(self, table, what):
        """Adds an embedding, which takes the inputs of the network."""
        if self.layers:
            raise ExportError(
                f"{what}: expected one embedding, as the first layer, found a layer before it: a class has one token at each step, "
                "and neither mean nor std of tokens")
        self.layers.append(Embedding(table))

    def check(self):
        """Checks that one class can have these layers."""
        for layer in self.layers:
            if isinstance(layer, (Conv, Embedding)):
                layer.check()
        if len(self.recurrent) > MOST_RECURRENT:
            raise ExportError(f"expected at most {MOST_RECURRENT} recurrent layers, found {len(self.recurrent)}")
        dense = others = 0
        for layer in self.layers:
            if isinstance(layer, Recurrent):
                dense = others = 0
            elif isinstance(layer, Dense):
                dense += 1
            else:
                others += 1
            if dense > MOST_DENSE:
                raise ExportError(f"expected at most {MOST_DENSE} dense layers or activations in a row, found more")
            if others > MOST_OTHERS:
                raise ExportError(f"expected at most {MOST_OTHERS} normalisations and activations in a row, found more")
        pooled = False
        for layer in self.layers:
            pooled = pooled or isinstance(layer, Pool)
            if pooled and isinstance(layer, Conv):
                raise ExportError("expected no convolution after the pooling, which leaves one vector and no steps, found one")
        for before, layer in zip(self.layers, self.layers[1:]):
            if before.output_size != layer.input_size:
                raise ExportError(
                    f"expected each layer to take the outputs of the layer before, found {before.output_size} outputs "
                    f"before a layer of {layer.input_size} inputs")

    def run(self, inputs):
        """Returns the outputs for a sequence in float64, starting from a zero state."""
        values = [row for row in inputs]
        for layer in self.layers:
            values = layer.run(self.xp, values)
        if self.residual:
            values = [row + given[:row.shape[0]] for row, given in zip(values, inputs)]
        return self.xp.stack(values)


def export(module, path, sample_input, mean=None, std=None, pool=None):
    """Writes a network as canonical safetensors.

    module: a torch.nn.Module or a Keras model that contains only dense, recurrent and normalisation layers, causal convolutions, an
        embedding of its inputs, activations and dropout; or a list of torch modules, each of which gets the outputs of the one before.
    path: the path of the file. The file appears only when it is complete.
    sample_input: one sequence for the module, with at least two steps and with values similar to the training data; integers [steps], or
        with a batch axis of size 1, if the first layer is an embedding.
    mean, std: the mean and the deviation of each input, or of all inputs, if the module was trained on (x - mean) / std. They become the
        first layer, and sample_input is a sequence before this normalisation.
    pool: how the module makes one output of all steps: "last" (the output of the last step), "final" (the final hidden state of each
        direction: torch.cat((h[-2], h[-1]), 1) of an nn.LSTM, or return_sequences=False of Keras), "mean" or "max" over the steps.

    Returns the declaration of the class for this file. Raises ExportError if the file would not represent the model.
    """
    if pool is not None and pool not in POOLS:
        raise ExportError(f"pool: expected one of {', '.join(POOLS)}, found {pool!r}")
    first = module[0] if isinstance(module, (list, tuple)) and module else module
    roots = {cls.__module__.split(".")[0] for cls in type(first).__mro__}
    if "torch" in roots:
        adapter = _Torch(module, sample_input, _Normalisation.of(mean, std), pool)
    elif roots & {"keras", "tensorflow", "tf_keras"}:
        adapter = _Keras(module, sample_input, _Normalisation.of(mean, std), pool)
    else:
        raise ExportError(f"expected a torch.nn.Module or a Keras model, found {type(module).__name__}")

    try:
        network = _confirmed(adapter.networks, adapter.pairs, pool)
    except ExportError as error:
        raise ExportError(f"{error}; {adapter.doubt}") if adapter.doubt else error
    network.check()  # An activation that no module shows can be one layer more.
    inputs, outputs = adapter.pairs[0]
    if float(abs(outputs).max()) <= 1e-6:
        raise ExportError(
            "expected outputs other than zero for the sample, because zeros prove nothing; use a different sample_input")
    declaration = _declaration(network)
    tensors = _tensors(network) + [("selftest.input", inputs), ("selftest.output", outputs)]
    cells = [layer.kind.lower() for layer in network.recurrent]
    _write(path, tensors, {"cell": cells[0] if len(set(cells)) == 1 else ",".join(cells), "declaration": declaration})
    return declaration


class _Normalisation:
    """The normalisation of the inputs that the user tells: (x - mean) / std."""

    def __init__(self, mean, std):
        self.mean, self.std = mean, std

    @staticmethod
    def of(mean, std):
        """Returns the normalisation, or None if there is none."""
        if mean is None and std is None:
            return None
        values = []
        for name, given in (("mean", 0.0 if mean is None else mean), ("std", 1.0 if std is None else std)):
            given = given.tolist() if hasattr(given, "tolist") else given
            numbers = list(given) if isinstance(given, (list, tuple)) else [given]
            if not all(isinstance(value, (int, float)) for value in numbers):
                raise ExportError(f"{name}: expected a number, or one for each input, found {given!r}")
            if not all(math.isfinite(value) and (name == "mean" or value > 0) for value in numbers):
                raise ExportError(f"{name}: expected {'finite numbers' if name == 'mean' else 'numbers above 0'}, found {numbers}")
            values.append(numbers)
        return _Normalisation(*values)

    def layer(self, width, array):
        """Returns the layer, whose tensors the function makes of lists."""
        for name, numbers in (("mean", self.mean), ("std", self.std)):
            if len(numbers) not in (1, width):
                raise ExportError(f"{name}: expected a number, or one for each of {width} inputs, found {len(numbers)}")
        mean, std = (numbers * width if len(numbers) == 1 else numbers for numbers in (self.mean, self.std))
        return _affine(array([1 / s for s in std]), array([-m / s for m, s in zip(mean, std)]))


def _confirmed(networks, pairs, pool):
    """Returns the first network that gives the outputs of the module. Also tries operations that a forward method often adds."""
    first = None
    for network in networks:
        try:
            network.check()
            if pool is None:
                return _confirm(network, pairs)
            return _confirm_pooled(network, pairs, POOLS[pool])
        except ExportError as error:
            first = first or error
    raise first


def _confirm_pooled(network, pairs, kind):
    """Returns the network with a pooling after its last recurrent layer, or after one of the layers that follow it."""
    layers = list(network.layers)
    start = max(place for place, layer in enumerate(layers) if isinstance(layer, Recurrent))
    ends = [start + 1] if kind == "Final" else range(start + 1, len(layers) + 1)
    first = None
    for end in ends:
        network.layers = layers[:end] + [Pool(kind, layers[end - 1])] + layers[end:]
        try:
            return _confirm(network, pairs)
        except ExportError as error:
            first = first or error
    raise first


def _confirm(network, pairs):
    for inputs, outputs in pairs:
        if outputs.shape[1] != network.output_size:
            raise ExportError(
                f"expected {network.output_size} outputs in each step, as many as the layers have, "
                f"found {outputs.shape[1]} from the model")

    base = _deviation(network, pairs)
    if base <= TOLERANCE:
        return network
    layers = list(network.layers)
    last = layers[-1]
    linear = not isinstance(last, Function) and (not isinstance(last, (Dense, Conv)) or last.activation.name == "Linear")
    has_rows = not network.vocabulary and not any(isinstance(layer, Pool) for layer in layers)
    residuals = (False, True) if network.output_size <= network.input_size and has_rows else (False,)
    for residual in residuals:
        functions = ("Linear", "Tanh", "Sigmoid", "Relu", "Softmax", "LogSoftmax", "Silu", "Gelu")
        for name in functions if linear else ("Linear",):
            network.layers = list(layers)
            network.add_activation(Activation(name), name)
            network.residual = residual
            if _deviation(network, pairs) <= TOLERANCE:
                return network
    raise ExportError(
        f"expected the outputs that the layers of the model give, found outputs that differ by {base:.3g}: "
        "its forward does something that no layer shows, such as a function between layers (use modules such as nn.Tanh() instead), "
        "a state that does not start at zero, or a different order of layers")


def _deviation(network, pairs):
    worst = 0.0
    for inputs, outputs in pairs:
        found = network.run(inputs)
        difference = float(abs(found - outputs).max()) / max(1.0, float(abs(outputs).max()))
        if difference != difference:
            raise ExportError("expected finite outputs, found a NaN")
        worst = max(worst, difference)
    return worst


class _Torch:
    """Reads the layers of a torch module, in the order in which they run."""

    def __init__(self, module, sample, normalisation, pool):
        import torch

        self.torch, self.pool, self.doubt = torch, pool, None
        if isinstance(module, (list, tuple)):
            module = self._chain(module)
        if not isinstance(module, torch.nn.Module):
            raise ExportError(f"expected a torch.nn.Module, found {type(module).__name__}")
        self._refuse(module)
        parameters = list(module.parameters())
        for parameter in parameters:
            if parameter.dtype not in (torch.float32, torch.float64):
                raise ExportError(f"expected float32 or float64 weights, found {parameter.dtype}; convert the module first: module.float()")
        if not parameters:
            raise ExportError("expected a module with weights, found none")
        try:
            sample = torch.as_tensor(sample).detach()
        except (TypeError, ValueError, RuntimeError) as error:
            raise ExportError(f"expected a tensor of numbers as sample_input, found {type(sample).__name__}: {error}") from error
        sizes = [part.num_embeddings for part in module.modules() if isinstance(part, torch.nn.Embedding)]
        whole = bool((sample == sample.round()).all()) if sample.is_floating_point() else not sample.is_complex()

        # The number of tokens, if the sample has tokens; otherwise 0.
        self.tokens = min(sizes) if sizes and whole else 0
        self.expected = f"a sample of tokens, whole numbers from 0 to {min(sizes) - 1}, for its nn.Embedding" if sizes else None
        sample = sample.to(parameters[0].device, torch.long) if self.tokens else sample.to(parameters[0])
        if self.tokens and normalisation:
            raise ExportError("mean, std: expected none, because the inputs are tokens")
        width = sample.shape[-1] if sample.dim() > 0 else 0
        self.norm = normalisation and normalisation.layer(width, lambda numbers: self._array(torch.tensor(numbers, dtype=torch.float64)))
        modes = [(part, part.training) for part in module.modules()]
        module.eval()
        try:
            with torch.no_grad():
                self._read(module, sample)
        finally:
            for part, training in modes:
                part.training = training

    def _refuse(self, module):
        """Refuses what can never be exported, before anything runs."""
        nn = self.torch.nn
        for name, part in module.named_modules():
            what = f"'{name or type(part).__name__}'"
            if isinstance(part, nn.EmbeddingBag):
                raise ExportError(f"{what}: expected an nn.Embedding of one token at each step, found an EmbeddingBag, which joins several")
            if isinstance(part, nn.Embedding) and part.max_norm is not None:
                raise ExportError(f"{what}: expected max_norm=None, found {part.max_norm}, which changes the table whenever it runs")
            if isinstance(part, nn.modules.lazy.LazyModuleMixin) and part.has_uninitialized_params():
                raise ExportError(f"{what}: expected weights, found a lazy module that has never run; run it once before the export")

    def _chain(self, modules):
        """Returns a module that runs modules one after the other. A recurrent module gives its outputs and drops its state."""
        torch = self.torch

        class InOrder(torch.nn.Sequential):
            def forward(self, values):
                for part in self:
                    values = part(values)
                    while isinstance(values, (tuple, list)) and values:
                        values = values[0]
                return values

        for part in modules:
            if not isinstance(part, torch.nn.Module):
                raise ExportError(f"expected a list of torch.nn.Module, found a {type(part).__name__} in it")
        return InOrder(*modules)

    def _read(self, module, sample):
        torch = self.torch
        self.names = {part: name or type(part).__name__ for name, part in module.named_modules()}
        inputs = self._normalised(sample)
        events, outputs = _Recording(torch, module, inputs).run(lambda: self._call(module, inputs))

        plain = self._network([event for event in events if isinstance(event, (tuple, _Padding))])
        if not plain.recurrent:
            raise ExportError("expected an nn.LSTM, nn.GRU, nn.RNN or one of their cells that runs, found none")

        # Functions that the forward method calls are layers if that gives the outputs of the module. Otherwise only modules are.
        self.networks = [network for network in (self._attempt(events), plain) if network is not None]
        self.network = plain
        self.pairs = [self._pair(sample, outputs)]
        generator = torch.Generator().manual_seed(1)
        scale = max(1.0, float(sample.abs().max()))
        for number in range(PROBES):
            if self.tokens:
                probe = torch.randint(self.tokens, sample.shape, generator=generator).to(sample)
            else:
                probe = torch.randn(sample.shape, generator=generator, dtype=torch.float64).to(sample) * scale * (number + 1)
            self.pairs.append(self._pair(probe, self._call(module, self._normalised(probe))))
        self.doubt = self._look_ahead(module, sample)

    def _look_ahead(self, module, sample):
        """Returns the reason to think that a convolution uses later steps, found by changing the last step; None if there is none."""
        has_convolution = any(isinstance(layer, Conv) for layer in self.network.layers)
        if not has_convolution or self.tokens or self.pool or any(len(layer.cells) == 2 for layer in self.network.recurrent):
            return None
        inputs, outputs = self.pairs[0]
        rows = inputs.clone()
        rows[-1] += 1
        changed = rows.T if sample.shape[-1] != rows.shape[1] else rows
        _, found = self._pair(sample, self._call(module, self._normalised(changed.reshape(sample.shape).to(sample))))
        if float(abs(found - outputs)[:-1].max()) <= TOLERANCE:
            return None
        return "outputs of earlier steps change with the last step, so that a convolution is not causal: of the outputs of a padded " \
            "convolution, drop the last ones, not the first"

    def _network(self, events):
        network = Network(self.torch)
        if self.norm:
            network.layers.append(self.norm)
        for event in events:
            if isinstance(event, tuple):
                self._add(network, *event)
            elif isinstance(event, Activation):
                network.add_activation(event, "")
            elif isinstance(event, _Padding):
                network.padding += [event]
            else:
                self._add_affine(network, event, events)
        return network

    def _attempt(self, events):
        """Returns a network with the functions of the forward method; None if it calls none, or if they make no network."""
        if all(isinstance(event, (tuple, _Padding)) for event in events):
            return None
        try:
            network = self._network(events)
            network.check()
            return network
        except ExportError:
            return None

    def _add_affine(self, network, event, events):
        """Adds a scale and an offset, and joins it with one before."""
        scale, offset = event.scale, event.offset
        size = network.output_size if network.layers else max(scale.numel(), offset.numel(), self._first_size(events))
        scale, offset = (self._array(value.reshape(-1)).expand(size) if value.numel() in (1, size) else None for value in (scale, offset))
        if scale is None or offset is None:
            raise ExportError("expected a scale or an offset of each value")
        last = network.layers[-1] if network.layers else None
        if isinstance(last, Units) and last.attribute == "[Affine]" and last is not self.norm:
            (_, first), (_, second) = last.tensors
            network.layers[-1] = _affine(self._array(first * scale), self._array(second * scale + offset))
        else:
            network.layers.append(_affine(self._array(scale), self._array(offset)))

    def _first_size(self, events):
        """Returns the number of inputs of the first layer with weights."""
        network = Network(self.torch)
        for event in events:
            if isinstance(event, tuple) and not network.layers:
                self._add(network, *event)
        return network.input_size if network.layers else 1

    def _normalised(self, inputs):
        """Returns what the module gets for inputs: normalised, if the user tells how."""
        if self.norm is None:
            return inputs
        (_, scale), (_, offset) = self.norm.tensors
        return scale.to(inputs) * inputs + offset.to(inputs)

    def _call(self, module, inputs):
        """Returns the outputs of the module. A bare cell runs step by step."""
        nn = self.torch.nn
        try:
            if isinstance(module, nn.RNNCellBase):
                state, outputs = None, []
                for row in inputs.reshape(-1, 1, module.input_size):
                    state = module(row, state)
                    outputs.append(state[0] if isinstance(state, tuple) else state)
                return self.torch.cat(outputs)
            outputs = module(inputs)
        except ExportError:
            raise
        except Exception as error:
            hint = f"expected {self.expected}; " if self.expected else ""
            raise ExportError(
                f"{hint}the module fails for a sample of shape {list(inputs.shape)}: {type(error).__name__}: {error}") from error
        while isinstance(outputs, (tuple, list)) and outputs:
            outputs = outputs[0]
        if not isinstance(outputs, self.torch.Tensor):
            raise ExportError(f"expected a tensor of outputs, alone or first in a tuple, found {type(outputs).__name__}")
        return outputs

    def _pair(self, inputs, outputs):
        width, size = self.network.input_size, inputs.numel()
        if self.network.vocabulary and size != max(inputs.shape, default=0):
            raise ExportError(
                f"expected one sequence of tokens [steps], or with a batch of 1, found a sample of shape {list(inputs.shape)}")
        inputs, outputs = self._steps_first(inputs, width), self._steps_first(outputs, self.network.output_size)
        batches = [length for length in inputs.shape[:-1]] if inputs.dim() == 3 else []
        if inputs.dim() > 3 or size == 0 or size % width != 0 or (batches and 1 not in batches):
            raise ExportError(f"expected one sequence [steps, {width}], or with a batch of 1, found a sample of shape {list(inputs.shape)}")
        steps = size // width
        has_convolution = any(isinstance(layer, Conv) for layer in self.network.layers)
        found = outputs.shape[-2] if outputs.dim() > 1 and outputs.shape[-1] == self.network.output_size else steps
        if has_convolution and self.pool is None and found > steps:
            raise ExportError(
                f"expected outputs for {steps} steps, found {found}: a padded convolution has more outputs than inputs, "
                "so drop the last ones")
        if steps > 1 and outputs.numel() == self.network.output_size and self.pool is None:
            raise ExportError(
                "expected outputs at each step, found those of one step: export the model without the code that selects the last step, "
                f"or tell how it makes one output of all steps with pool, one of {', '.join(POOLS)}")
        if self.pool is not None:
            if steps < 2 or outputs.numel() != self.network.output_size:
                raise ExportError(
                    f"expected at least two steps and {self.network.output_size} outputs for all of them, because of pool={self.pool!r}, "
                    f"found {steps} steps and outputs of shape {list(outputs.shape)}")
            return self._array(inputs.reshape(steps, width)), self._array(outputs.reshape(1, -1))
        if steps < 2 or outputs.numel() % steps != 0 or outputs.numel() == 0:
            raise ExportError(
                f"expected at least two steps and outputs at each, found {steps} steps and outputs of shape {list(outputs.shape)}")
        return self._array(inputs.reshape(steps, width)), self._array(outputs.reshape(steps, -1))

    def _steps_first(self, values, size):
        """Returns values with the axis of the values of a step last. Convolutions have it before the axis of the steps."""
        is_swapped = values.dim() in (2, 3) and values.shape[-1] != size and values.shape[-2] == size
        return values.transpose(-1, -2) if is_swapped else values

    def _add(self, network, part, calls):
        nn, what = self.torch.nn, f"'{self.names[part]}'"
        kinds = {nn.LSTM: "Lstm", nn.GRU: "Gru", nn.RNN: "Rnn", nn.LSTMCell: "Lstm", nn.GRUCell: "Gru", nn.RNNCell: "Rnn"}
        kind = next((kind for cls, kind in kinds.items() if isinstance(part, cls)), None)
        if kind and isinstance(part, nn.RNNBase):
            if calls > 1:
                raise ExportError(f"{what}: expected it to run once for each sequence, found {calls} times")
            directions = ("", "_reverse") if part.bidirectional else ("",)
            for layer in range(part.num_layers):
                cells = [self._cell(part, f"_l{layer}{direction}") for direction in directions]
                network.layers.append(Recurrent(cells, kind, cell=self._nonlinearity(part)))
        elif kind:
            network.layers.append(Recurrent([self._cell(part, "")], kind, cell=self._nonlinearity(part)))
        elif type(part) is nn.Conv1d:
            if calls > 1:
                raise ExportError(f"{what}: expected it to run once for each sequence, found {calls} times")
            network.layers.append(self._convolution(part, network.padding, what))
            network.padding = []
        elif isinstance(part, nn.Embedding):
            network.add_embedding(self._array(part.weight), what)
        elif isinstance(part, nn.modules.padding._ConstantPadNd):
            network.padding += [_Padding(part.padding, "constant", part.value)]
        elif type(part) is nn.Linear:
            network.layers.append(Dense(self._array(part.weight), None if part.bias is None else self._array(part.bias)))
        elif isinstance(part, (nn.modules.batchnorm._BatchNorm, nn.LayerNorm, nn.PReLU)):
            network.layers.append(self._units(network, part, what))
        elif not isinstance(part, (nn.Identity, nn.Flatten, nn.Unflatten, nn.modules.dropout._DropoutNd)):
            network.add_activation(self._activation(part, what), what)

    def _convolution(self, part, padding, what):
        """Returns a causal convolution; a dense layer for one that uses the same step only."""
        kernel, dilation = part.kernel_size[0], part.dilation[0]
        if part.stride[0] != 1:
            raise ExportError(f"{what}: expected stride=1, found {part.stride[0]}: a class has an output for each step")
        if part.groups != 1:
            raise ExportError(f"{what}: expected groups=1, found {part.groups}: each filter of a class takes all inputs")
        reach = (kernel - 1) * dilation
        own = {"valid": (0, 0), "same": (reach // 2, reach - reach // 2)}.get(part.padding) or part.padding * 2
        padding = padding + [_Padding(own, part.padding_mode.replace("zeros", "constant"), 0)]
        other = next((one for one in padding if any(one.sizes) and not one.is_zeros), None)
        if other is not None:
            raise ExportError(f"{what}: expected zeros before the first step, found padding of mode {other.mode!r} and value {other.value}")
        before, after = (sum(one.sizes[side] for one in padding) for side in (0, 1))
        if before != reach and _sees_functions(self.torch):
            raise ExportError(
                f"{what}: expected a causal convolution, with (kernel_size - 1) * dilation = {reach} zeros before the first step, found "
                f"{before} before it and {after} after the last: pad with F.pad(x, ({reach}, 0)), or set padding={reach} and drop the last "
                f"{reach} outputs; otherwise an output depends on later steps")
        weight, bias = self._array(part.weight), None if part.bias is None else self._array(part.bias)
        if kernel == 1:
            return Dense(weight[:, :, 0], bias)
        return Conv(weight, 0 * weight[:, 0, 0] if bias is None else bias, dilation)

    def _units(self, network, part, what):
        """Returns the layer of a normalisation in evaluation mode, or of a PReLU."""
        torch, nn = self.torch, self.torch.nn
        if isinstance(part, nn.PReLU):
            size = part.weight.numel()
            if size == 1 and not network.layers:
                raise ExportError(f"{what}: expected a layer with weights before a PReLU of one weight, found none")
            return _prelu(self._array(part.weight.expand(network.output_size) if size == 1 else part.weight))
        if isinstance(part, nn.LayerNorm):
            if len(part.normalized_shape) != 1:
                raise ExportError(f"{what}: expected a normalisation of the values of a step, found {part}")
            size = part.normalized_shape[0]
            weight = torch.ones(size) if part.weight is None else part.weight
            bias = torch.zeros(size) if getattr(part, "bias", None) is None else part.bias
            return _layer_norm(self._array(weight), self._array(bias), part.eps)
        if part.running_mean is None or part.running_var is None:
            raise ExportError(
                f"{what}: expected running statistics, found track_running_stats=False, which normalises by the whole sequence")
        mean, variance = part.running_mean.double(), part.running_var.double()
        scale = (1 if part.weight is None else part.weight.double()) / torch.sqrt(variance + part.eps)
        return _affine(self._array(scale), self._array((0 if part.bias is None else part.bias.double()) - mean * scale))

    def _nonlinearity(self, part):
        """Returns the function of an nn.RNN or an nn.RNNCell; None for modules that have no choice."""
        return {"tanh": Activation("Tanh"), "relu": Activation("Relu")}.get(getattr(part, "nonlinearity", None))

    def _activation(self, part, what):
        nn = self.torch.nn
        plain = {
            nn.Sigmoid: "Sigmoid", nn.Tanh: "Tanh", nn.ReLU: "Relu", nn.Hardsigmoid: "HardSigmoid3", nn.Softsign: "Softsign",
            nn.SiLU: "Silu", nn.SELU: "Selu", nn.Mish: "Mish", nn.Hardswish: "HardSwish",
        }
        if type(part) in plain:
            return Activation(plain[type(part)])
        if type(part) in (nn.Hardtanh, nn.ReLU6):
            return Activation("Clip", part.min_val, part.max_val)
        if type(part) is nn.GELU:
            return Activation("GeluTanh" if getattr(part, "approximate", "none") == "tanh" else "Gelu")
        if type(part) is nn.CELU and part.alpha > 0:
            return Activation("Celu", part.alpha)
        if type(part) is nn.Softplus and part.beta == 1:
            return Activation("Softplus")
        if type(part) is nn.ELU:
            return Activation("Elu", part.alpha)
        if type(part) is nn.LeakyReLU:
            return Activation("LeakyRelu", part.negative_slope)
        if type(part) is nn.Threshold and part.value == 0:
            return Activation("ThresholdedRelu", part.threshold)
        if type(part) in (nn.Softmax, nn.LogSoftmax) and part.dim in (-1, 1, 2):
            return Activation(type(part).__name__)
        raise ExportError(
            f"{what}: expected a linear or recurrent layer, a known activation or dropout, found {part}; "
            "Conv1d, the normalisations BatchNorm1d and LayerNorm, and an Embedding of the inputs are known, too")

    def _cell(self, part, suffix):
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
        values = [getattr(part, name + suffix, None) for name in names]
        return Cell(*(None if value is None else self._array(value) for value in values))

    def _array(self, tensor):
        # Round to float32, so that the comparison uses the numbers that are written.
        return tensor.detach().cpu().to(self.torch.float32).to(self.torch.float64)


class _Scale:
    """A scale and an offset that a forward method applies: tensors of one value, or of one for each value of a step."""

    def __init__(self, scale, offset):
        self.scale, self.offset = scale, offset


class _Padding:
    """What a forward method adds before and after the steps."""

    def __init__(self, sizes, mode, value):
        # The sizes are pairs, of the last axis first. Which axis has the steps is unknown; the comparison of the outputs shows it.
        pairs = [tuple(sizes[place:place + 2]) for place in range(0, len(sizes), 2)]
        self.sizes = next((pair for pair in pairs if any(pair)), (0, 0))
        self.mode, self.value, self.is_zeros = mode, value, mode == "constant" and not value


class _Recording:
    """Records what a torch module runs: modules as pairs with the number of their calls, functions as Activation, _Scale and _Padding."""

    def __init__(self, torch, module, inputs):
        self.torch, self.module = torch, module
        self.order, self.calls, self.depth, self.repeats = [], {}, 0, False

        # The tensors that depend on the inputs, kept so that none of them gets the identity of another.
        self.data = {id(inputs): inputs}

    def run(self, call):
        """Returns the events in their order, and the result of the call."""
        leaves = [part for part in self.module.modules() if self._is_leaf(part)]
        hooks = [part.register_forward_pre_hook(self._enter) for part in leaves]
        hooks += [part.register_forward_hook(self._leave) for part in leaves]
        try:
            with self._functions():
                result = call()
        finally:
            for hook in hooks:
                hook.remove()
        return [event if not isinstance(event, self.torch.nn.Module) else (event, self.calls[event]) for event in self.order], result

    def _is_leaf(self, part):
        """Whether a module is one of PyTorch that consists of no others. What other modules do is recorded as functions."""
        kinds = [cls for cls in type(part).__mro__ if cls is not self.torch.nn.Module and cls.__module__.startswith("torch.nn.")]
        return bool(kinds) and not any(True for _ in part.children())

    def _enter(self, part, _):
        self.depth += 1

    def _leave(self, part, _, __):
        self.depth -= 1
        is_first = part not in self.calls
        self.calls[part] = self.calls.get(part, 0) + 1
        has_weights = any(True for _ in part.parameters())
        if has_weights:
            # A loop over the steps calls the same module again, and the same functions after it.
            self.repeats = not is_first
        if is_first or not (has_weights or self.repeats):
            self.order.append(part)

    def _functions(self):
        """Returns a context that records the functions outside of PyTorch's modules."""
        if not _sees_functions(self.torch):
            return _Nothing()
        record = self._record

        class Mode(self.torch.overrides.TorchFunctionMode):
            def __torch_function__(self, function, types, args=(), kwargs=None):
                result = function(*args, **(kwargs or {}))
                record(getattr(function, "__name__", ""), args, kwargs or {}, result)
                return result

        return Mode()

    def _record(self, name, args, kwargs, result):
        name = name.strip("_")
        is_data = [self._depends(value) for value in args]
        if not any(is_data) and not any(self._depends(value) for value in kwargs.values()):
            return
        for tensor in self._tensors(result):
            self.data[id(tensor)] = tensor
        if self.depth > 0 or self.repeats or not isinstance(result, self.torch.Tensor) or not args:
            return
        event = self._padding(args, kwargs) if name == "pad" else \
            (self._activation(name, args, kwargs) if is_data[0] else None) or self._scale(name, args, kwargs, is_data)
        if event is not None:
            self.order.append(event)

    def _depends(self, value):
        return any(id(tensor) in self.data for tensor in self._tensors(value))

    def _tensors(self, value):
        if isinstance(value, self.torch.Tensor):
            return [value]
        return [tensor for item in value for tensor in self._tensors(item)] if isinstance(value, (tuple, list)) else []

    def _padding(self, args, kwargs):
        _, sizes, mode, value = (*args, *(kwargs.get(key) for key in ("pad", "mode", "value")[len(args) - 1:]))
        return _Padding(tuple(int(size) for size in sizes), mode or "constant", value)

    def _activation(self, name, args, kwargs):
        def value(place, key, usual):
            found = args[place] if len(args) > place else kwargs.get(key, usual)
            return float(found) if isinstance(found, (int, float)) else None

        plain = {
            "relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid", "silu": "Silu", "selu": "Selu", "mish": "Mish", "hardswish": "HardSwish",
            "hardsigmoid": "HardSigmoid3", "softsign": "Softsign", "softplus": "Softplus", "exp": "Exp", "softmax": "Softmax",
            "log_softmax": "LogSoftmax",
        }
        with_parameters = {
            "elu": ("Elu", value(1, "alpha", 1.0)), "celu": ("Celu", value(1, "alpha", 1.0)),
            "leaky_relu": ("LeakyRelu", value(1, "negative_slope", 0.01)), "relu6": ("Clip", 0.0, 6.0),
            "hardtanh": ("Clip", value(1, "min_val", -1.0), value(2, "max_val", 1.0)),
            "clamp": ("Clip", value(1, "min", None), value(2, "max", None)), "clip": ("Clip", value(1, "min", None), value(2, "max", None)),
            "gelu": ("GeluTanh" if kwargs.get("approximate") == "tanh" else "Gelu",),
        }
        if name in plain:
            return Activation(plain[name])
        parameters = with_parameters.get(name)
        if name in ("clamp", "clip") and parameters[2] is None:
            return Activation("Relu") if parameters[1] == 0 else None
        return Activation(*parameters) if parameters and None not in parameters else None

    def _scale(self, name, args, kwargs, is_data):
        """Returns the scale and the offset of an operation with a constant: a number, or a tensor of one value for each value of a step."""
        torch = self.torch
        if len(args) != 2 or kwargs or all(is_data):
            return None
        place = is_data.index(False)
        if not isinstance(args[place], (int, float, torch.Tensor)):
            return None
        constant = torch.as_tensor(args[place], dtype=torch.float64).detach().cpu()
        one, zero = torch.ones(1, dtype=torch.float64), torch.zeros(1, dtype=torch.float64)
        reverse = place == 0 or name.startswith("r")
        if name in ("add", "iadd", "radd"):
            return _Scale(one, constant)
        if name in ("mul", "imul", "rmul", "multiply"):
            return _Scale(constant, zero)
        if name in ("sub", "isub", "rsub", "subtract"):
            return _Scale(-one, constant) if reverse else _Scale(one, -constant)
        if name in ("div", "truediv", "idiv", "itruediv", "divide", "true_divide") and not reverse:
            return _Scale(1 / constant, zero)
        return None


def _sees_functions(torch):
    """Whether the functions of a forward method can be recorded. Versions before 1.13 cannot."""
    return tuple(int(part) for part in torch.__version__.split(".")[:2]) >= (1, 13)


class _Nothing:
    """A context that does nothing."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


class _Keras:
    """Reads the layers of a Keras Sequential model. Uses only the interface that Keras 2 and 3 share."""

    KINDS = {"LSTM": "Lstm", "GRU": "Gru", "SimpleRNN": "Rnn"}

    def __init__(self, model, sample, normalisation, pool):
        import numpy

        self.np, self.doubt = numpy, None
        if type(model).__name__ != "Sequential":
            raise ExportError(
                f"expected a Sequential model, found {type(model).__name__}; import other models from their .keras file instead")
        root = type(model).__module__.split(".")[0]
        self.major = int(str(getattr(sys.modules.get(root), "__version__", "3")).split(".")[0])
        self.pool = pool
        sample = numpy.asarray(sample, dtype=numpy.float32)
        self.inputs = sample.shape[-1] if sample.ndim > 1 else 1
        self.network = Network(numpy)
        self.padding = 0
        for layer in model.layers:
            self._add(layer)
        if self.padding:
            raise ExportError("expected a Conv1D after the ZeroPadding1D, found none")
        if not self.network.recurrent:
            raise ExportError("expected an LSTM, GRU or SimpleRNN layer, found none")

        width = self.network.input_size
        if sample.size == 0 or sample.size % width or (sample.ndim == 3 and sample.shape[0] != 1) or sample.ndim > 3:
            raise ExportError(
                f"expected one sequence [steps, {width}], or [1, steps, {width}], found a sample of shape {list(sample.shape)}")
        sample = sample.reshape(-1, width)
        if len(sample) < 2:
            raise ExportError("expected a sample of at least two steps, found one")
        random = numpy.random.RandomState(1)
        scale = max(1.0, float(abs(sample).max()))
        tokens = self.network.vocabulary
        if tokens:
            if normalisation:
                raise ExportError("mean, std: expected none, because the inputs are tokens")
            if not ((sample >= 0) & (sample < tokens) & (sample == numpy.floor(sample))).all():
                raise ExportError(f"expected a sample of tokens, whole numbers from 0 to {tokens - 1}, for the Embedding, found others")
            probes = [random.randint(tokens, size=sample.shape).astype(numpy.float32) for _ in range(PROBES)]
        else:
            probes = [(random.standard_normal(sample.shape) * scale * (number + 1)).astype(numpy.float32) for number in range(PROBES)]
        self.norm = normalisation and normalisation.layer(width, self._array)
        self.pairs = [self._pair(model, inputs) for inputs in [sample] + probes]
        if self.norm:
            self.network.layers.insert(0, self.norm)
        self.networks = [self.network]

    def _pair(self, model, inputs):
        inputs = self._array(inputs)
        given = inputs if self.norm is None else self.np.stack(self.norm.run(self.np, inputs))
        given = given[:, 0].astype(self.np.int32) if self.network.vocabulary else given.astype(self.np.float32)
        outputs = self._array(model(given[None], training=False))
        if self.pool is not None or any(isinstance(layer, Pool) for layer in self.network.layers):
            if outputs.size != self.network.output_size:
                raise ExportError(
                    f"expected {self.network.output_size} outputs for all steps, because of pool={self.pool!r} or a pooling layer, "
                    f"found outputs {list(outputs.shape)}")
            return inputs, outputs.reshape(1, -1)
        if outputs.shape[:2] != (1, len(inputs)):
            raise ExportError(
                f"expected outputs [1, {len(inputs)}, ...] at each step, found {list(outputs.shape)}: "
                "the last recurrent layer needs return_sequences=True")
        return inputs, outputs.reshape(len(inputs), -1)

    def _add(self, layer):
        kind, what = type(layer).__name__, f"'{layer.name}'"
        if self.padding and kind not in ("Conv1D", "ZeroPadding1D"):
            raise ExportError(f"{what}: expected a Conv1D after the ZeroPadding1D, found {kind}")
        if kind in ("InputLayer", "Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise", "ActivityRegularization"):
            return
        if kind == "TimeDistributed":
            layer, kind = layer.layer, type(layer.layer).__name__
            if kind != "Dense":
                raise ExportError(f"{what}: expected TimeDistributed of Dense, found TimeDistributed of {kind}")
        if kind == "Dense":
            weights = [self._array(value) for value in layer.get_weights()]
            activation = self._activation(layer.activation, what)
            self.network.layers.append(Dense(weights[0].T, weights[1] if len(weights) > 1 else None, activation))
        elif kind == "ZeroPadding1D":
            before, after = layer.padding if isinstance(layer.padding, (tuple, list)) else (layer.padding, layer.padding)
            if after:
                raise ExportError(f"{what}: expected zeros before the first step, found padding={layer.padding!r}, which adds later steps")
            self.padding += before
        elif kind == "Conv1D":
            self.network.layers.append(self._convolution(layer, what))
            self.padding = 0
        elif kind == "Embedding":
            if layer.mask_zero:
                raise ExportError(
                    f"{what}: expected mask_zero=False, found True: the layers after it skip the steps of token 0, and a class has no "
                    "mask. Build the model with mask_zero=False from the same weights, and leave the steps of token 0 out of the sequences")
            self.network.add_embedding(self._array(layer.get_weights()[0]), what)
        elif kind == "Activation":
            self.network.add_activation(self._activation(layer.activation, what), what)
        elif kind in self.KINDS:
            if layer.go_backwards:
                raise ExportError(f"{what}: expected go_backwards=False, found a layer that returns its steps in reverse")
            self._recurrent([layer], what)
        elif kind == "Bidirectional":
            if layer.merge_mode != "concat":
                raise ExportError(f"{what}: expected merge_mode='concat', found {layer.merge_mode!r}")
            self._recurrent([layer.forward_layer, layer.backward_layer], what)
        elif kind in ("GlobalAveragePooling1D", "GlobalMaxPooling1D"):
            if self.pool is not None or not self.network.recurrent:
                raise ExportError(f"{what}: expected one pooling, after a recurrent layer, found another or none before it")
            self.network.layers.append(Pool("Mean" if "Average" in kind else "Max", self.network.layers[-1]))
        elif kind in ("BatchNormalization", "LayerNormalization", "PReLU", "Rescaling", "Normalization"):
            self.network.layers.append(self._units(layer, kind, what))
        elif kind in ("ReLU", "LeakyReLU", "ELU", "Softmax"):
            self.network.add_activation(self._activation_layer(layer, kind, what), what)
        else:
            raise ExportError(
                f"{what}: expected LSTM, GRU, SimpleRNN, Bidirectional, TimeDistributed, Dense, Dropout or Activation, found {kind}; "
                "Conv1D, Embedding, normalisations, layers of activations and global pooling are known, too")

    def _convolution(self, layer, what):
        """Returns a causal convolution; a dense layer for one that uses the same step only."""
        sizes = (layer.kernel_size, layer.dilation_rate, layer.strides)
        kernel, dilation, stride = (size[0] if isinstance(size, (tuple, list)) else size for size in sizes)
        for name, found in (("strides", stride), ("groups", getattr(layer, "groups", 1))):
            if found != 1:
                raise ExportError(f"{what}: expected {name}=1, found {found}: a class has an output of all inputs for each step")
        if getattr(layer, "data_format", None) == "channels_first":
            raise ExportError(f"{what}: expected data_format='channels_last', found 'channels_first'")
        reach = (kernel - 1) * dilation
        before = {"causal": reach, "same": reach // 2, "valid": 0}[layer.padding] + self.padding
        if before != reach:
            raise ExportError(
                f"{what}: expected padding='causal', so that an output depends on earlier steps only, found padding={layer.padding!r} "
                f"with {before} zeros before the first step instead of {reach}")
        weights = [self._array(value) for value in layer.get_weights()]
        activation, bias = self._activation(layer.activation, what), weights[1] if len(weights) > 1 else None
        if kernel == 1:
            return Dense(weights[0][0].T, bias, activation)
        return Conv(weights[0].transpose(2, 1, 0), 0 * weights[0][0, 0] if bias is None else bias, dilation, activation)

    def _units(self, layer, kind, what):
        """Returns a layer with a value for each unit."""
        weights = [self._array(value).reshape(-1) for value in layer.get_weights()]
        axis = getattr(layer, "axis", -1)
        if kind not in ("PReLU", "Rescaling", "Normalization") and axis not in (-1, 2, [-1], [2], (-1,), (2,)):
            raise ExportError(f"{what}: expected the last axis, found axis={axis}")
        if kind == "PReLU":
            if list(layer.shared_axes or []) != [1]:
                raise ExportError(f"{what}: expected shared_axes=[1], found {layer.shared_axes}: a slope for each step has no layer")
            return _prelu(weights[0])
        if kind == "Rescaling":
            size = self.network.output_size if self.network.layers else self.inputs
            scale, offset = (self._array(self.np.resize(value, size)) for value in (layer.scale, layer.offset))
            return _affine(scale, offset)
        if kind == "Normalization":
            if getattr(layer, "invert", False):
                raise ExportError(f"{what}: expected invert=False")
            mean, variance = (self._array(value).reshape(-1) for value in (layer.mean, layer.variance))
            scale = 1 / self.np.maximum(self.np.sqrt(variance), 1e-7)
            return _affine(self._array(scale), self._array(-mean * scale))
        gamma = weights.pop(0) if layer.scale else 1.0
        beta = weights.pop(0) if layer.center else 0.0
        if kind == "LayerNormalization":
            if getattr(layer, "rms_scaling", False):
                raise ExportError(f"{what}: expected rms_scaling=False")
            size = self.network.output_size if self.network.layers else self.np.size(gamma)
            return _layer_norm(self.np.resize(gamma, size), self.np.resize(beta, size), layer.epsilon)
        mean, variance = weights
        scale = gamma / self.np.sqrt(variance + layer.epsilon)
        return _affine(self._array(scale), self._array(beta - mean * scale))

    def _activation_layer(self, layer, kind, what):
        """Returns the function of a layer that is an activation."""
        if kind == "ReLU":
            slope, threshold = float(getattr(layer, "negative_slope", 0) or 0), float(getattr(layer, "threshold", 0) or 0)
            if slope or threshold:
                raise ExportError(f"{what}: expected negative_slope=0 and threshold=0, found {slope} and {threshold}")
            return Activation("Relu") if layer.max_value is None else Activation("Clip", 0, float(layer.max_value))
        if kind == "LeakyReLU":
            # Its name in Keras 2 is alpha.
            return Activation("LeakyRelu", float(layer.negative_slope if hasattr(layer, "negative_slope") else layer.alpha))
        if kind == "ELU":
            return Activation("Elu", float(layer.alpha))
        if layer.axis != -1:
            raise ExportError(f"{what}: expected axis=-1, found {layer.axis}")
        return Activation("Softmax")

    def _recurrent(self, directions, what):
        first, kind = directions[0], type(directions[0]).__name__
        for layer in directions:
            if type(layer).__name__ != kind or kind not in self.KINDS:
                raise ExportError(f"{what}: expected LSTM, GRU or SimpleRNN in both directions, found {type(layer).__name__}")
            if not layer.return_sequences and self.pool != "final":
                raise ExportError(
                    f"{what}: expected return_sequences=True, found a layer that returns only its last step; "
                    "if no recurrent layer follows it, export with pool='final'")
            if getattr(layer, "stateful", False) or getattr(layer, "time_major", False):
                raise ExportError(f"{what}: expected stateful=False and time_major=False")
        kind = self.KINDS[kind]
        functions = {}
        for name, _, _, _ in KINDS[kind][1]:
            functions[name] = self._activation(first.recurrent_activation if name == "gate" else first.activation, what)
        if kind == "Gru":
            functions["reset_after"] = bool(first.reset_after)
        self.network.layers.append(Recurrent([self._cell(layer, kind == "Gru") for layer in directions], kind, **functions))

    def _cell(self, layer, gru):
        weights = [self._array(value) for value in layer.get_weights()]
        units = weights[1].shape[0]
        bias = weights[2] if len(weights) > 2 else None
        first, second = (bias[0], bias[1]) if bias is not None and bias.ndim == 2 else (bias, None if bias is None else 0 * bias)

        def rows(matrix):
            # Keras stores the blocks of a GRU in the order z, r, h.
            if matrix is None or not gru:
                return matrix
            return self.np.concatenate([matrix[units:2 * units], matrix[:units], matrix[2 * units:]])

        return Cell(rows(weights[0].T), rows(weights[1].T), rows(first), rows(second))

    def _activation(self, function, what):
        name = getattr(function, "__name__", type(function).__name__)
        known = {
            "linear": "Linear", "sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "Relu", "softsign": "Softsign", "softplus": "Softplus",
            "elu": "Elu", "softmax": "Softmax", "hard_sigmoid": "HardSigmoid3" if self.major >= 3 else "HardSigmoid",
            "silu": "Silu", "swish": "Silu", "gelu": "Gelu", "selu": "Selu", "celu": "Celu", "mish": "Mish", "hard_silu": "HardSwish",
            "hard_swish": "HardSwish", "exponential": "Exp", "log_softmax": "LogSoftmax", "hard_tanh": "Clip",
        }
        with_parameters = {"leaky_relu": ("LeakyRelu", 0.2), "relu6": ("Clip", 0, 6)}
        if name in with_parameters:
            return Activation(*with_parameters[name])
        if name not in known:
            raise ExportError(f"{what}: expected one of the activations {', '.join([*known, *with_parameters])}, found {name}")
        return Activation(known[name])

    def _array(self, values):
        return self.np.asarray(values).astype(self.np.float32).astype(self.np.float64)


def _tensors(network):
    """Returns the tensors: with PyTorch's names for one stack of recurrent layers, otherwise with the number of the layer."""
    recurrent, layers = network.recurrent, network.with_weights
    first = layers.index(recurrent[0])
    sides = {"stem": layers[:first], "head": layers[first + len(recurrent):]}
    tensors = []

    def add(layer, prefix):
        tensors.extend((f"{prefix}.{name}", value) for name, value in layer.tensors)

    def add_recurrent(layer, prefix, number):
        for cell, suffix in zip(layer.cells, ("", "_reverse")):
            tensors.extend((f"{prefix}{name}_l{number}{suffix}", value) for name, value in cell.tensors)

    if not network.is_stack:
        for number, layer in enumerate(layers):
            if isinstance(layer, Recurrent):
                add_recurrent(layer, f"layers.{number}.", 0)
            else:
                add(layer, f"layers.{number}")
        return tensors
    for number, layer in enumerate(recurrent):
        add_recurrent(layer, "", number)
    for part, side in sides.items():
        for number, dense in enumerate(side):
            add(dense, f"{part}.{number}" if len(side) > 1 else part)
    return tensors


def _declaration(network):
    """Returns the attributes of the class, formatted exactly as in the library, which compares them as text."""
    runs = []
    for layer in network.layers:
        if runs and isinstance(layer, Recurrent) and isinstance(runs[-1][0], Recurrent) and _same(layer, runs[-1][0]):
            runs[-1][1] += 1
        else:
            runs.append([layer, 1])

    # A single dense layer with default parameters has a short form, if it follows the only attribute of recurrent layers.
    last = network.layers[-1]
    is_only = sum(isinstance(layer, Recurrent) for layer, _ in runs) == 1
    short = is_only and isinstance(last, Dense) and isinstance(runs[-2][0], Recurrent) and not last.activation.parameters
    lines, is_first = [], True
    for layer, count in runs:
        if isinstance(layer, Recurrent):
            lines.append(_attribute(layer, count, network if is_first else None, last if short else None))
            is_first = False
        elif not (short and layer is last):
            lines.append(layer.attribute)
    return "\n".join(lines)


def _same(one, other):
    return one.structure == other.structure and one.arguments == other.arguments and one.parameters == other.parameters


def _attribute(layer, count, network, output):
    """Returns the attribute of recurrent layers. The first one of a network, for which it is given, has the options of the network."""
    arguments = [] if network is None else [f"input: {network.input_size}"]
    arguments += [f"hidden: {layer.units}"] + layer.parameters
    if count > 1:
        arguments.append(f"Layers = {count}")
    arguments += layer.arguments
    if output is not None:
        arguments.append(f"Output = {output.output_size}")
        if output.activation.name != "Linear":
            arguments.append(f"OutputActivation = Activation.{output.activation.name}")
    if network is not None and network.residual:
        arguments.append("Residual = true")
    return f"[{layer.kind}({', '.join(arguments)})]"


def _named(name, function):
    return [f"{name}{parameter} = {_text(value)}f" for parameter, value in function.parameters]


def _text(value):
    """Returns the shortest text that is parsed as the same float32."""
    for digits in range(6, 9):
        text = "%.*G" % (digits, value)
        if _single(float(text)) == value:
            return text
    return "%.9G" % value


def _zeros(xp, *shape):
    return xp.zeros(shape, dtype=xp.float64)


def _write(path, tensors, metadata):
    """Writes safetensors: the length of the header, the header as JSON, the numbers."""
    header, data, offset = {"__metadata__": metadata}, [], 0
    for name, values in tensors:
        numbers = values.reshape(-1).tolist()
        data.append(struct.pack(f"<{len(numbers)}f", *numbers))
        header[name] = {"dtype": "F32", "shape": [int(size) for size in values.shape], "data_offsets": [offset, offset + len(data[-1])]}
        offset += len(data[-1])
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    text += b" " * (-len(text) % 8)
    temporary = f"{os.fspath(path)}.part"
    try:
        with open(temporary, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + b"".join(data))
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
