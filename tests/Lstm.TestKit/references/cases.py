"""The reference files: a name, a network, and how it is made."""
from dataclasses import dataclass, field

from network import Dense, Network, function


@dataclass(frozen=True)
class Case:
    name: str
    net: Network

    # Whether nn.LSTM or nn.GRU can compute its recurrent layers.
    torchs_own: bool = False
    initial: bool = False
    start: bool = False
    prefix: str = ""
    metadata: dict = field(default_factory=dict)

    # Recurrent weights in units of torch's own: twice them, for gates that open and close; less where nothing bounds the cell.
    gain: float = 2

    @property
    def computed_by(self):
        if not self.torchs_own:
            return "cells.py"
        return ("nn.GRU" if self.net.gru else "nn.LSTM") + (", sequence turned round" if self.net.backward else "")


def torchs_own(name, net, **more):
    """A file as the state_dict of a module would be."""
    return Case(name, net, torchs_own=True, prefix="gru." if net.gru else "lstm.", **more)


def own(name, net, **more):
    """A file with the canonical names alone; one that could be taken for a GRU says that it is none."""
    return Case(name, net, metadata={"cell": "lstm"} if net.coupled else {"cell": "gru"} if net.gru else {}, **more)


def activations(name, gate, cell, hide, gain=2):
    return own(name, Network(3, 10, gate=gate, cell=cell, hide=hide), gain=gain)


LINEAR, SIGMOID, TANH, RELU = (function(name) for name in ("Linear", "Sigmoid", "Tanh", "Relu"))

CASES = [
    # Directions, projection, states.
    torchs_own("torch-3x10-2layers-bidirectional-projection6", Network(3, 10, 2, bidirectional=True, projection=6)),
    torchs_own("torch-4x12-2layers-projection5-dense2", Network(4, 12, 2, projection=5, head=(Dense(2),))),
    torchs_own("torch-3x10-backward", Network(3, 10, backward=True)),
    torchs_own("torch-2x7-2layers-backward-dense1", Network(2, 7, 2, backward=True, head=(Dense(1),))),
    torchs_own("torch-2x7-bidirectional-start", Network(2, 7, bidirectional=True), start=True),
    Case("torch-3x9-2layers-projection4-initial", Network(3, 9, 2, projection=4), torchs_own=True, initial=True),
    Case("torch-2x6-bidirectional-initial-start", Network(2, 6, bidirectional=True), torchs_own=True, initial=True, start=True),

    # Gated recurrent units.
    torchs_own("torch-2x9-gru-dense1", Network(2, 9, gru=True, head=(Dense(1),))),
    torchs_own("torch-3x8-2layers-gru-bidirectional", Network(3, 8, 2, gru=True, bidirectional=True)),
    torchs_own("torch-4x20-gru-start", Network(4, 20, gru=True), start=True),
    torchs_own("torch-3x10-gru-backward", Network(3, 10, gru=True, backward=True)),
    Case("torch-3x9-2layers-gru-initial", Network(3, 9, 2, gru=True), torchs_own=True, initial=True),
    own("torch-2x9-gru-resetbefore-dense1", Network(2, 9, gru=True, reset_after=False, head=(Dense(1),))),
    own("torch-3x12-2layers-gru-resetbefore-bidirectional", Network(3, 12, 2, gru=True, reset_after=False, bidirectional=True)),
    own("torch-3x10-gru-clip", Network(3, 10, gru=True, clip=0.5)),
    own("torch-3x10-gru-resetbefore-hardsigmoid-softsign",
        Network(3, 10, gru=True, reset_after=False, gate=function("HardSigmoid"), cell=function("Softsign")), gain=6),
    own("torch-3x10-gru-softsign-scaledtanh", Network(3, 10, gru=True, gate=function("Softsign"), cell=function("ScaledTanh", 1.25, 0.75))),

    # What the gates see.
    own("torch-3x10-peephole-dense1", Network(3, 10, peephole=True, head=(Dense(1),))),
    own("torch-3x20-2layers-peephole", Network(3, 20, 2, peephole=True)),
    own("torch-3x10-coupled", Network(3, 10, coupled=True)),
    own("torch-3x20-coupled-peephole", Network(3, 20, coupled=True, peephole=True)),
    own("torch-3x12-layernorm", Network(3, 12, layer_norm=True)),
    own("torch-3x12-layernorm-epsilon", Network(3, 12, layer_norm=True, epsilon=0.0625)),
    own("torch-3x20-layernorm-peephole-projection5", Network(3, 20, layer_norm=True, peephole=True, projection=5)),
    own("torch-3x12-2layers-layernorm-coupled-peephole", Network(3, 12, 2, layer_norm=True, coupled=True, peephole=True)),

    # Limits.
    own("torch-3x10-clip", Network(3, 10, clip=0.5)),
    own("torch-3x10-clip-layernorm-peephole", Network(3, 10, clip=0.75, layer_norm=True, peephole=True)),
    own("torch-3x10-cellclip", Network(3, 10, cell_clip=0.25)),
    own("torch-3x10-cellclip-peephole-projection4", Network(3, 10, cell_clip=0.25, peephole=True, projection=4)),

    # Activations: of the gates, of the candidate, of the cell state. The hard ones need arguments that reach their ends.
    activations("torch-3x10-hardsigmoid-softsign-softsign", function("HardSigmoid"), function("Softsign"), function("Softsign"), gain=6),
    activations("torch-3x10-hardsigmoid3-elu-tanh", function("HardSigmoid3"), function("Elu"), TANH, gain=6),
    activations("torch-3x10-sigmoid-hardsigmoid-hardsigmoid3", SIGMOID, function("HardSigmoid"), function("HardSigmoid3"), gain=6),
    activations("torch-3x10-sigmoid-hardsigmoid3-hardsigmoid",
                SIGMOID, function("HardSigmoid3"), function("HardSigmoid", 0.75, 0.25), gain=6),
    activations("torch-3x10-hardsigmoid-thresholdedrelu-affine",
                function("HardSigmoid", 0.375, 0.4375), function("ThresholdedRelu", 0.25), function("Affine", 0.75, 0.125)),
    activations("torch-3x10-scaledtanh-scaledtanh-elu",
                function("ScaledTanh", 0.875, 0.5), function("ScaledTanh", 1.75, 0.625), function("Elu", 0.5)),
    activations("torch-3x10-softsign-relu-linear", function("Softsign"), RELU, LINEAR),
    activations("torch-3x10-tanh-sigmoid-sigmoid", TANH, SIGMOID, SIGMOID),
    activations("torch-3x10-sigmoid-softplus-tanh", SIGMOID, function("Softplus"), TANH, gain=1),
    activations("torch-3x10-sigmoid-leakyrelu-softplus", SIGMOID, function("LeakyRelu", 0.25), function("Softplus"), gain=1),
    activations("torch-3x10-sigmoid-tanh-leakyrelu", SIGMOID, TANH, function("LeakyRelu")),
    activations("torch-3x10-affine-softsign-relu", function("Affine", 0.25, 0.5), function("Softsign"), RELU, gain=1),
    activations("torch-3x10-relu-linear-thresholdedrelu", RELU, LINEAR, function("ThresholdedRelu", 0.03125), gain=1.5),
    activations("torch-3x10-elu-affine-scaledtanh",
                function("Elu"), function("Affine", 0.75, 0.125), function("ScaledTanh", 1.5, 0.75), gain=1),
    activations("torch-3x10-sigmoid-thresholdedrelu-tanh", SIGMOID, function("ThresholdedRelu"), TANH, gain=4),
    activations("torch-3x10-softplus-tanh-elu", function("Softplus"), TANH, function("Elu"), gain=1),
    activations("torch-3x10-leakyrelu-scaledtanh-affine", function("LeakyRelu"), function("ScaledTanh"), function("Affine"), gain=1),

    # Dense layers around, and the way past all.
    torchs_own("torch-3x8-residual-dense2", Network(3, 8, residual=True, head=(Dense(2),))),
    torchs_own("torch-8x6-residual", Network(8, 6, residual=True)),
    torchs_own("torch-3x9-stem8-tanh-dense1", Network(3, 9, stem=(Dense(8, TANH),), head=(Dense(1),))),
    torchs_own("torch-3x9-stem6-relu-stem5-tanh-dense7-relu-dense4-softmax",
               Network(3, 9, stem=(Dense(6, RELU), Dense(5, TANH)), head=(Dense(7, RELU), Dense(4, function("Softmax"))))),
    torchs_own("torch-2x6-stem5-leakyrelu-gru-dense10-elu-dense3-softsign",
               Network(2, 6, gru=True, stem=(Dense(5, function("LeakyRelu", 0.25)),),
                       head=(Dense(10, function("Elu", 0.5)), Dense(3, function("Softsign"))))),
    torchs_own("torch-3x7-bidirectional-stem5-softmax-dense10-sigmoid-residual-dense3",
               Network(3, 7, bidirectional=True, residual=True, stem=(Dense(5, function("Softmax")),),
                       head=(Dense(10, SIGMOID), Dense(3)))),

    # A forget gate by chance; with more than 64 units, and with cells that must not share their numbers.
    own("torch-3x10-stochastic", Network(3, 10, stochastic=True)),
    own("torch-1x70-stochastic-projection4", Network(1, 70, stochastic=True, projection=4)),
    own("torch-2x9-2layers-bidirectional-stochastic", Network(2, 9, 2, bidirectional=True, stochastic=True)),
    own("torch-3x10-stochastic-coupled-backward", Network(3, 10, stochastic=True, coupled=True, backward=True)),

    # Everything at once.
    own("torch-4x11-2layers-everything",
        Network(4, 11, 2, bidirectional=True, projection=5, peephole=True, layer_norm=True, stochastic=True,
                gate=function("HardSigmoid", 0.5, 0.5), cell=function("Elu", 0.75), hide=function("Softsign"), clip=1.5, cell_clip=1.25,
                residual=True, stem=(Dense(6, TANH),), head=(Dense(9, RELU), Dense(3))),
        initial=True),
]
