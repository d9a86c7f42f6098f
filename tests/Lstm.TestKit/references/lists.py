"""Networks that are lists of layers, and the names of their tensors: the counterpart of ListSpec and ListTensors in C#."""
import struct
from dataclasses import dataclass

GATES = {"Lstm": 4, "Gru": 3, "Rnn": 1, "SLstm": 4}


@dataclass(frozen=True)
class Dense:
    units: int
    activation: str = "Linear"

    @property
    def outputs(self):
        return self.units


def f32(value):
    """A parameter as C# holds it: 0.001f is a little more than 0.001."""
    return struct.unpack("f", struct.pack("f", value))[0]


@dataclass(frozen=True)
class Unit:
    """A layer that keeps the number of its inputs: Affine, LayerNorm, Activation or PRelu."""
    kind: str
    activation: str = "Linear"
    epsilon: float = 0

    @property
    def tensors(self):
        """The names of its tensors, each with the middle and the bound of its random values."""
        return {
            "Affine": (("scale", 1, 0.75), ("offset", 0, 0.5)),
            "LayerNorm": (("weight", 1, 0.75), ("bias", 0, 0.5)),
            "PRelu": (("weight", 0.25, 0.5),),
            "Activation": (),
        }[self.kind]


@dataclass(frozen=True)
class Pool:
    """A layer that turns the vectors of all steps into one: Last, Final, Mean or Max."""
    pooling: str
    tensors = ()


@dataclass(frozen=True)
class Residual:
    """A layer that adds the input of the last layers, so many of them, to their output."""
    around: int
    tensors = ()


@dataclass(frozen=True)
class Merge:
    """A layer that makes one vector of the two directions of the layer before it: Sum, Mean or Product."""
    merging: str
    tensors = ()


@dataclass(frozen=True)
class Recurrent:
    """A layer of one of the cells, in one direction or in both."""
    cell: str
    hidden: int
    bidirectional: bool = False
    backward: bool = False
    activation: str = "Tanh"

    # Recurrent weights in units of torch's own: more than its one, for gates that open and close, where the cell stays bounded.
    gain: float = 2

    @property
    def directions(self):
        return 2 if self.bidirectional else 1

    @property
    def outputs(self):
        return self.directions * self.hidden


@dataclass(frozen=True)
class Case:
    """A file: its name, the declaration that the library writes for it, and what the declaration says."""
    name: str
    declaration: str
    input: int
    layers: tuple
    residual: bool = False

    def input_of(self, layer):
        if not layer:
            return self.input
        below = self.layers[layer - 1]
        if isinstance(below, Merge):
            return self.input_of(layer - 1) // 2
        return self.input_of(layer - 1) if isinstance(below, (Unit, Pool, Residual)) else below.outputs

    def number_of(self, layer):
        """The position of a layer among those that have tensors."""
        return sum(isinstance(below, (Dense, Recurrent)) or bool(below.tensors) for below in self.layers[:layer])

    @property
    def recurrent(self):
        return [index for index, layer in enumerate(self.layers) if isinstance(layer, Recurrent)]

    @property
    def is_stack(self):
        """
        Whether recurrent layers are equal and adjacent, among dense ones. Such networks have PyTorch's names. Layers without tensors do not
        count, unless they change the size.
        """
        counted = [layer for layer in self.layers if isinstance(layer, (Dense, Recurrent, Merge)) or layer.tensors]
        places = [index for index, layer in enumerate(counted) if isinstance(layer, Recurrent)]
        return all(layer == counted[places[0]] for layer in counted[places[0]:places[-1] + 1]) and all(
            isinstance(layer, (Dense, Recurrent)) for layer in counted)

    @property
    def metadata(self):
        """The declaration, and the cells of the recurrent layers unless all shapes tell that this is a stack of LSTMs."""
        cells = [self.layers[index].cell.lower() for index in self.recurrent]
        if self.is_stack and cells[0] == "lstm":
            return {"declaration": self.declaration}
        return {"declaration": self.declaration, "cell": cells[0] if len(set(cells)) == 1 else ",".join(cells)}

    def cell_name(self, layer, direction, kind):
        end = "_reverse" if direction else ""
        number = self.number_of(layer)
        return f"{kind}_l{number - self.number_of(self.recurrent[0])}{end}" if self.is_stack else f"layers.{number}.{kind}_l0{end}"

    def layer_name(self, layer):
        """A stack of these cases has at most one dense layer, its head."""
        return "head" if self.is_stack else f"layers.{self.number_of(layer)}"

    def shapes(self):
        """The name, the shape, and the middle and the bound of the random values of each tensor."""
        for index, layer in enumerate(self.layers):
            inputs = self.input_of(index)
            if isinstance(layer, Dense):
                bound = 2 / inputs**0.5
                yield self.layer_name(index) + ".weight", (layer.units, inputs), 0, bound
                yield self.layer_name(index) + ".bias", (layer.units,), 0, bound
                continue
            if not isinstance(layer, Recurrent):
                yield from ((f"{self.layer_name(index)}.{name}", (inputs,), middle, bound) for name, middle, bound in layer.tensors)
                continue
            rows, bound = GATES[layer.cell] * layer.hidden, layer.gain / layer.hidden**0.5
            for direction in range(layer.directions):
                yield self.cell_name(index, direction, "weight_ih"), (rows, inputs), 0, bound
                yield self.cell_name(index, direction, "weight_hh"), (rows, layer.hidden), 0, bound
                yield self.cell_name(index, direction, "bias_ih"), (rows,), 0, bound
                yield self.cell_name(index, direction, "bias_hh"), (rows,), 0, bound


def lstm(hidden, **more):
    return Recurrent("Lstm", hidden, **more)


def gru(hidden, **more):
    return Recurrent("Gru", hidden, **more)


def slstm(hidden, **more):
    return Recurrent("SLstm", hidden, **more)


def rnn(hidden, activation="Tanh", **more):
    # Nothing bounds a cell with relu but its weights.
    return Recurrent("Rnn", hidden, activation=activation, gain=1 if activation == "Relu" else 1.5, **more)


def norm(epsilon=1e-5):
    return Unit("LayerNorm", epsilon=f32(epsilon))


def activation(function):
    return Unit("Activation", function)


AFFINE = Unit("Affine")
PRELU = Unit("PRelu")

CASES = [
    # Stacks of different sizes and cells.
    Case("lstm3-lstm5-lstm2", "[Lstm(input: 4, hidden: 3)]\n[Lstm(hidden: 5)]\n[Lstm(hidden: 2)]", 4, (lstm(3), lstm(5), lstm(2))),
    Case("lstm5-gru4", "[Lstm(input: 3, hidden: 5)]\n[Gru(hidden: 4)]", 3, (lstm(5), gru(4))),
    Case("gru4-gru4-lstm9-dense1", "[Gru(input: 2, hidden: 4, Layers = 2)]\n[Lstm(hidden: 9)]\n[Dense(1)]", 2,
         (gru(4), gru(4), lstm(9), Dense(1))),

    # Dense layers between, and directions one above the other.
    Case("lstm5-dense6-relu-lstm4-dense2",
         "[Lstm(input: 3, hidden: 5)]\n[Dense(6, Activation.Relu)]\n[Lstm(hidden: 4)]\n[Dense(2)]", 3,
         (lstm(5), Dense(6, "Relu"), lstm(4), Dense(2))),
    Case("lstm5-dense6-relu-dense3-softmax-lstm5",
         "[Lstm(input: 3, hidden: 5)]\n[Dense(6, Activation.Relu)]\n[Dense(3, Activation.Softmax)]\n[Lstm(hidden: 5)]", 3,
         (lstm(5), Dense(6, "Relu"), Dense(3, "Softmax"), lstm(5))),
    Case("lstm4-bidirectional-lstm5", "[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Lstm(hidden: 5)]", 3,
         (lstm(4, bidirectional=True), lstm(5))),
    Case("gru4-backward-lstm3-bidirectional-gru5",
         "[Gru(input: 2, hidden: 4, Direction = Direction.Backward)]\n[Lstm(hidden: 3, Bidirectional = true)]\n[Gru(hidden: 5)]", 2,
         (gru(4, backward=True), lstm(3, bidirectional=True), gru(5))),

    # Elman networks.
    Case("rnn5-2layers", "[Rnn(input: 3, hidden: 5, Layers = 2)]", 3, (rnn(5), rnn(5))),
    Case("rnn5-2layers-relu", "[Rnn(input: 3, hidden: 5, activation: Activation.Relu, Layers = 2)]", 3,
         (rnn(5, "Relu"), rnn(5, "Relu"))),
    Case("rnn17-relu", "[Rnn(input: 3, hidden: 17, activation: Activation.Relu)]", 3, (rnn(17, "Relu"),)),
    Case("rnn6-bidirectional-dense1", "[Rnn(input: 2, hidden: 6, Bidirectional = true, Output = 1)]", 2,
         (rnn(6, bidirectional=True), Dense(1))),
    Case("rnn9-2layers-backward", "[Rnn(input: 3, hidden: 9, Layers = 2, Direction = Direction.Backward)]", 3,
         (rnn(9, backward=True), rnn(9, backward=True))),

    # sLSTM.
    Case("slstm5", "[SLstm(input: 3, hidden: 5)]", 3, (slstm(5),)),
    Case("slstm10-2layers-dense2", "[SLstm(input: 3, hidden: 10, Layers = 2, Output = 2)]", 3, (slstm(10), slstm(10), Dense(2))),
    Case("slstm4-bidirectional", "[SLstm(input: 2, hidden: 4, Bidirectional = true)]", 2, (slstm(4, bidirectional=True),)),
    Case("slstm3-slstm9-backward", "[SLstm(input: 2, hidden: 3)]\n[SLstm(hidden: 9, Direction = Direction.Backward)]", 2,
         (slstm(3), slstm(9, backward=True))),

    # Everything at once: three and four recurrent layers, dense ones in every place, a residual.
    Case("all-three",
         "[Dense(4, Activation.Tanh)]\n[Lstm(input: 3, hidden: 5, Bidirectional = true, Residual = true)]\n[Dense(6, Activation.Relu)]\n"
         "[Gru(hidden: 4, Direction = Direction.Backward)]\n[Dense(7, Activation.Sigmoid)]\n[SLstm(hidden: 3)]\n"
         "[Dense(5, Activation.Relu)]\n[Dense(2)]", 3,
         (Dense(4, "Tanh"), lstm(5, bidirectional=True), Dense(6, "Relu"), gru(4, backward=True), Dense(7, "Sigmoid"), slstm(3),
          Dense(5, "Relu"), Dense(2)), residual=True),
    Case("all-four",
         "[SLstm(input: 5, hidden: 9)]\n[Rnn(hidden: 4)]\n[Dense(3)]\n[Gru(hidden: 12)]\n[Lstm(hidden: 2)]", 5,
         (slstm(9), rnn(4), Dense(3), gru(12), lstm(2))),

    # Layers with a value for each output. An affine layer is what a batch normalisation is after training.
    Case("affine-lstm5-affine", "[Affine]\n[Lstm(input: 3, hidden: 5)]\n[Affine]", 3, (AFFINE, lstm(5), AFFINE)),
    Case("lstm6-batchnorm-lstm4", "[Lstm(input: 3, hidden: 6)]\n[Affine]\n[Lstm(hidden: 4)]", 3, (lstm(6), AFFINE, lstm(4))),
    Case("lstm5-layernorm-gru4", "[Lstm(input: 3, hidden: 5)]\n[LayerNorm]\n[Gru(hidden: 4)]", 3, (lstm(5), norm(), gru(4))),
    Case("lstm4-layernorm-residual", "[Lstm(input: 4, hidden: 4, Residual = true)]\n[LayerNorm(Epsilon = 0.001f)]", 4,
         (lstm(4), norm(0.001)), residual=True),
    Case("lstm5-relu-dense2", "[Lstm(input: 3, hidden: 5)]\n[Activation(Activation.Relu)]\n[Dense(2)]", 3,
         (lstm(5), activation("Relu"), Dense(2))),
    Case("lstm9-dense6-prelu-dense1", "[Lstm(input: 3, hidden: 9)]\n[Dense(6)]\n[PRelu]\n[Dense(1)]", 3,
         (lstm(9), Dense(6), PRELU, Dense(1))),
    Case("gru6-softmax", "[Gru(input: 3, hidden: 6)]\n[Activation(Activation.Softmax)]", 3, (gru(6), activation("Softmax"))),
    Case("lstm4-bidirectional-layernorm", "[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[LayerNorm]", 3,
         (lstm(4, bidirectional=True), norm())),
    Case("all-units",
         "[Affine]\n[Dense(9, Activation.Tanh)]\n[LayerNorm(Epsilon = 0.001f)]\n[PRelu]\n[Gru(input: 3, hidden: 11)]\n"
         "[Activation(Activation.Sigmoid)]\n[PRelu]\n[SLstm(hidden: 5, Direction = Direction.Backward)]\n[LayerNorm]\n[Affine]\n"
         "[Activation(Activation.Tanh)]\n[Dense(2)]\n[Affine]", 3,
         (AFFINE, Dense(9, "Tanh"), norm(0.001), PRELU, gru(11), activation("Sigmoid"), PRELU, slstm(5, backward=True), norm(), AFFINE,
          activation("Tanh"), Dense(2), AFFINE)),

    # One vector for all steps: the output has one row.
    Case("lstm5-last-dense3-softmax", "[Lstm(input: 3, hidden: 5)]\n[Pool(Pooling.Last)]\n[Dense(3, Activation.Softmax)]", 3,
         (lstm(5), Pool("Last"), Dense(3, "Softmax"))),
    Case("gru6-2layers-final", "[Gru(input: 3, hidden: 6, Layers = 2)]\n[Pool(Pooling.Final)]", 3, (gru(6), gru(6), Pool("Final"))),
    Case("lstm5-bidirectional-final-dense4",
         "[Lstm(input: 3, hidden: 5, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(4)]", 3,
         (lstm(5, bidirectional=True), Pool("Final"), Dense(4))),
    Case("lstm4-bidirectional-last", "[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Pool(Pooling.Last)]", 3,
         (lstm(4, bidirectional=True), Pool("Last"))),
    Case("slstm5-backward-final", "[SLstm(input: 2, hidden: 5, Direction = Direction.Backward)]\n[Pool(Pooling.Final)]", 2,
         (slstm(5, backward=True), Pool("Final"))),
    Case("lstm9-mean-dense4-softmax", "[Lstm(input: 3, hidden: 9)]\n[Pool(Pooling.Mean)]\n[Dense(4, Activation.Softmax)]", 3,
         (lstm(9), Pool("Mean"), Dense(4, "Softmax"))),
    Case("gru7-bidirectional-max-dense2", "[Gru(input: 3, hidden: 7, Bidirectional = true)]\n[Pool(Pooling.Max)]\n[Dense(2)]", 3,
         (gru(7, bidirectional=True), Pool("Max"), Dense(2))),
    Case("lstm5-layernorm-dense6-relu-mean-prelu-dense1",
         "[Lstm(input: 3, hidden: 5)]\n[LayerNorm]\n[Dense(6, Activation.Relu)]\n[Pool(Pooling.Mean)]\n[PRelu]\n[Dense(1)]", 3,
         (lstm(5), norm(), Dense(6, "Relu"), Pool("Mean"), PRELU, Dense(1))),

    # Residual connections: around one layer and several, one in another, to the inputs, and to a dense layer before its activation.
    Case("lstm5-residual", "[Lstm(input: 5, hidden: 5)]\n[Residual(1)]", 5, (lstm(5), Residual(1))),
    Case("dense6-relu-lstm6-gru6-residual-dense4-residual",
         "[Dense(6)]\n[Activation(Activation.Relu)]\n[Lstm(input: 4, hidden: 6)]\n[Gru(hidden: 6)]\n[Residual(3)]\n[Dense(4)]\n"
         "[Residual(6)]", 4,
         (Dense(6), activation("Relu"), lstm(6), gru(6), Residual(3), Dense(4), Residual(6))),
    Case("lstm9-residual-lstm9-residual-residual",
         "[Lstm(input: 9, hidden: 9)]\n[Residual(1)]\n[Lstm(hidden: 9)]\n[Residual(1)]\n[Residual(4)]", 9,
         (lstm(9), Residual(1), lstm(9), Residual(1), Residual(4))),
    Case("gru3-bidirectional-3layers-residual-layernorm-dense6-residual",
         "[Gru(input: 2, hidden: 3, Layers = 3, Bidirectional = true)]\n[Residual(2)]\n[LayerNorm]\n[Dense(6, Activation.Tanh)]\n"
         "[Residual(2)]", 2,
         (gru(3, bidirectional=True),) * 3 + (Residual(2), norm(), Dense(6, "Tanh"), Residual(2))),

    # Merged directions.
    Case("lstm5-bidirectional-sum-dense2", "[Lstm(input: 3, hidden: 5, Bidirectional = true)]\n[Merge(Merging.Sum)]\n[Dense(2)]", 3,
         (lstm(5, bidirectional=True), Merge("Sum"), Dense(2))),
    Case("gru9-bidirectional-mean-lstm4",
         "[Gru(input: 3, hidden: 9, Bidirectional = true)]\n[Merge(Merging.Mean)]\n[Lstm(hidden: 4)]", 3,
         (gru(9, bidirectional=True), Merge("Mean"), lstm(4))),
    Case("lstm8-bidirectional-product", "[Lstm(input: 3, hidden: 8, Bidirectional = true)]\n[Merge(Merging.Product)]", 3,
         (lstm(8, bidirectional=True), Merge("Product"))),
    Case("lstm5-bidirectional-final-product-dense2",
         "[Lstm(input: 3, hidden: 5, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Product)]\n[Dense(2)]", 3,
         (lstm(5, bidirectional=True), Pool("Final"), Merge("Product"), Dense(2))),
]
