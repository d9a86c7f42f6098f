namespace Lstm.EndToEnd.Tests.Tracing;

[Lstm(input: 2, hidden: 3, Output = 1, Trace = true)]
public sealed partial class TracedSmall;

[Lstm(input: 3, hidden: 20, Layers = 3, Trace = true)]
public sealed partial class TracedStack;

[Lstm(input: 3, hidden: 12, Layers = 2, CoupledGates = true, Peephole = true, CellClip = 0.5f, Trace = true)]
public sealed partial class TracedCoupled;

[Lstm(input: 2, hidden: 20, LayerNorm = true, Projection = 5, Peephole = true, Trace = true)]
public sealed partial class TracedNormalised;

[Lstm(input: 2, hidden: 70, StochasticForget = true, Clip = 1, Trace = true)]
public sealed partial class TracedStochastic;

[Dense(5, Activation.Tanh)]
[Lstm(
    input: 4,
    hidden: 11,
    GateActivation = Activation.HardSigmoid,
    CellActivation = Activation.Elu,
    HiddenActivation = Activation.ScaledTanh,
    Residual = true,
    Trace = true)]
[Dense(4, Activation.Softmax)]
public sealed partial class TracedFunctions;

[Lstm(input: 8, hidden: 64, Precision = LstmPrecision.Int16, Trace = true)]
public sealed partial class TracedInt16;

[Lstm(input: 64, hidden: 128, Layers = 2, GateActivation = Activation.Affine, Trace = true)]
public sealed partial class TracedLarge;
