namespace Lstm.EndToEnd.Tests.Processes;

[Lstm(input: 1, hidden: 8)]
public sealed partial class Probe1x8;

[Lstm(input: 1, hidden: 16, Output = 1, OutputActivation = Activation.Sigmoid)]
public sealed partial class Probe1x16;

[Lstm(input: 5, hidden: 20)]
public sealed partial class Probe5x20;

[Lstm(input: 2, hidden: 6, Layers = 2, Output = 4, OutputActivation = Activation.Relu)]
public sealed partial class ProbeTwoLayers;

[Lstm(input: 8, hidden: 64)]
public sealed partial class Probe8x64;

[Lstm(input: 3, hidden: 12, Peephole = true, CoupledGates = true, CellClip = 0.5f)]
public sealed partial class ProbePeephole;

[Lstm(input: 2, hidden: 20, LayerNorm = true, Projection = 5, Peephole = true)]
public sealed partial class ProbeNormalised;

[Lstm(input: 2, hidden: 70, StochasticForget = true, Clip = 1)]
public sealed partial class ProbeStochastic;

[Lstm(
    input: 4, hidden: 11, Residual = true, Output = 3, OutputActivation = Activation.Softplus,
    GateActivation = Activation.HardSigmoid,
    CellActivation = Activation.Elu,
    HiddenActivation = Activation.ScaledTanh,
    HiddenAlpha = 1.25f)]
public sealed partial class ProbeFunctions;

[Dense(6, Activation.Softsign)]
[Lstm(input: 2, hidden: 9, Layers = 2, Bidirectional = true)]
[Dense(5, Activation.LeakyRelu)]
[Dense(4, Activation.Softmax)]
public sealed partial class ProbeBidirectional;

[Gru(input: 3, hidden: 7)]
public sealed partial class ProbeGru;

[Gru(input: 2, hidden: 33, ResetAfter = false, Direction = Direction.Backward, GateActivation = Activation.HardSigmoid3)]
public sealed partial class ProbeGruBefore;

[Lstm(input: 1, hidden: 40, Output = 5, OutputActivation = Activation.Tanh)]
public sealed partial class Probe1x40;

// Runs that look ahead, from tiles that are walked back and forth.
[Lstm(input: 64, hidden: 64, Residual = true)]
public sealed partial class Probe64x64;

[Lstm(input: 33, hidden: 33, Layers = 3)]
public sealed partial class ProbeThreeLayers;

[Lstm(input: 3, hidden: 41, Layers = 2, Output = 2, Precision = LstmPrecision.Int16)]
public sealed partial class ProbeInt16;

[Lstm(input: 8, hidden: 64, Precision = LstmPrecision.Int8)]
public sealed partial class ProbeInt8;

// Inputs that are rounded with a scale for each step, and runs that look ahead in integers.
[Lstm(input: 65, hidden: 70, Layers = 2, Precision = LstmPrecision.Int8)]
public sealed partial class ProbeInt8Inputs;

// Hidden states that leave [-1, 1].
[Lstm(
    input: 2, hidden: 9, Layers = 2, Bidirectional = true, Precision = LstmPrecision.Int8, HiddenActivation = Activation.ScaledTanh,
    HiddenAlpha = 3f)]
public sealed partial class ProbeQuantizedBothWays;
