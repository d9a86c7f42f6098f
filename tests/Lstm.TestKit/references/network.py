"""What a network is: the counterpart of NetworkSpec in C#."""
from dataclasses import dataclass


def function(name, alpha=None, beta=None):
    return name, alpha, beta


@dataclass(frozen=True)
class Dense:
    units: int
    activation: tuple = ("Linear", None, None)


@dataclass(frozen=True)
class Network:
    input: int
    hidden: int
    layers: int = 1
    bidirectional: bool = False
    backward: bool = False
    gru: bool = False
    reset_after: bool = True
    projection: int = 0
    peephole: bool = False
    coupled: bool = False
    layer_norm: bool = False
    epsilon: float = 1e-5
    stochastic: bool = False
    gate: tuple = ("Sigmoid", None, None)
    cell: tuple = ("Tanh", None, None)
    hide: tuple = ("Tanh", None, None)
    clip: float = 0
    cell_clip: float = 0
    residual: bool = False
    stem: tuple = ()
    head: tuple = ()

    @property
    def directions(self):
        return 2 if self.bidirectional else 1

    @property
    def width(self):
        return self.projection or self.hidden

    @property
    def gates(self):
        """The blocks of the weights' rows."""
        return "rzn" if self.gru else "igo" if self.coupled else "ifgo"

    @property
    def peephole_gates(self):
        return self.gates.replace("g", "")

    def suffixes(self):
        """The end of each cell's names, and the layer that it is in, by cell index."""
        for layer in range(self.layers):
            yield f"_l{layer}", layer
            if self.bidirectional:
                yield f"_l{layer}_reverse", layer

    def input_of(self, layer):
        return self.directions * self.width if layer else self.stem[-1].units if self.stem else self.input

    def shapes(self):
        """The canonical tensors of the recurrent layers and of the dense ones: a name and a shape for each."""
        h, rows = self.hidden, len(self.gates) * self.hidden
        for suffix, layer in self.suffixes():
            yield "weight_ih" + suffix, (rows, self.input_of(layer))
            yield "weight_hh" + suffix, (rows, self.width)
            yield "bias_ih" + suffix, (rows,)
            yield "bias_hh" + suffix, (rows,)
            if self.projection:
                yield "weight_hr" + suffix, (self.projection, h)
            if self.peephole:
                yield "weight_peephole" + suffix, (len(self.peephole_gates) * h,)
            if self.layer_norm:
                yield "weight_ln_gates" + suffix, (rows,)
                yield "bias_ln_gates" + suffix, (rows,)
                yield "weight_ln_cell" + suffix, (h,)
                yield "bias_ln_cell" + suffix, (h,)
        yield from dense_shapes("stem", self.stem, self.input)
        yield from dense_shapes("head", self.head, self.directions * self.width)

    def declaration(self):
        """The attributes that a user would write, as NetworkSpec.Declaration gives them."""
        parts = [f"input: {self.input}, hidden: {self.hidden}"]
        parts += [f"Layers = {self.layers}"] if self.layers > 1 else []
        parts += ["Bidirectional = true"] if self.bidirectional else []
        parts += ["Direction = Direction.Backward"] if self.backward else []
        parts += [] if self.reset_after else ["ResetAfter = false"]
        parts += [f"Projection = {self.projection}"] if self.projection else []
        parts += ["Peephole = true"] if self.peephole else []
        parts += ["CoupledGates = true"] if self.coupled else []
        parts += ["LayerNorm = true"] if self.layer_norm else []
        parts += [f"LayerNormEpsilon = {self.epsilon:.9g}f"] if self.epsilon != 1e-5 else []
        parts += ["StochasticForget = true"] if self.stochastic else []
        kinds = [("Gate", self.gate, "Sigmoid"), ("Cell", self.cell, "Tanh"), ("Hidden", self.hide, "Tanh")]
        for kind, (name, alpha, beta), ordinary in kinds:
            parts += [f"{kind}Activation = Activation.{name}"] if name != ordinary else []
            parts += [f"{kind}Alpha = {alpha:.9g}f"] if alpha is not None else []
            parts += [f"{kind}Beta = {beta:.9g}f"] if beta is not None else []
        parts += [f"Clip = {self.clip:.9g}f"] if self.clip else []
        parts += [f"CellClip = {self.cell_clip:.9g}f"] if self.cell_clip else []
        parts += ["Residual = true"] if self.residual else []
        recurrent = f"[{'Gru' if self.gru else 'Lstm'}({', '.join(parts)})]"
        return " ".join([*map(attribute, self.stem), recurrent, *map(attribute, self.head)])


def dense_names(name, layers):
    """One layer is a module of its own; several are an nn.Sequential, where activations take a number each."""
    return [name] if len(layers) == 1 else [f"{name}.{2 * index}" for index in range(len(layers))]


def dense_shapes(name, layers, inputs):
    for full, layer in zip(dense_names(name, layers), layers):
        yield full + ".weight", (layer.units, inputs)
        yield full + ".bias", (layer.units,)
        inputs = layer.units


def attribute(layer):
    name, alpha, beta = layer.activation
    parameters = ("" if alpha is None else f", Alpha = {alpha:.9g}f") + ("" if beta is None else f", Beta = {beta:.9g}f")
    return f"[Dense({layer.units}, Activation.{name}{parameters})]"
