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

[Gru(input: 3, hidden: 11, Layers = 2, Output = 2, Trace = true)]
public sealed partial class TracedGru;

[Gru(input: 3, hidden: 20, ResetAfter = false, Clip = 2, Trace = true)]
public sealed partial class TracedGruBefore;

[Rnn(input: 2, hidden: 9, Layers = 2, Trace = true)]
public sealed partial class TracedRnn;

[SLstm(input: 2, hidden: 20, Layers = 2, Trace = true)]
public sealed partial class TracedSLstm;

// The letter n is the candidate of a GRU and the normaliser of an sLSTM, and z is an update gate and a candidate.
[Dense(4, Activation.Tanh)]
[Gru(input: 3, hidden: 9, Trace = true)]
[Lstm(hidden: 20, Projection = 5, CoupledGates = true, Peephole = true)]
[Rnn(hidden: 4)]
[Dense(6, Activation.Softsign)]
[SLstm(hidden: 12)]
[Gru(hidden: 7, ResetAfter = false)]
[Dense(2)]
public sealed partial class TracedList;

[Lstm(input: 2, hidden: 3, Trace = true)]
[Lstm(hidden: 17)]
[Lstm(hidden: 8)]
public sealed partial class TracedUnequal;

// The kernel has fewer layers, but the same cells.
[Dense(5)]
[Affine]
[Residual(1)]
[Dense(4)]
[Affine]
[Gru(input: 3, hidden: 9, Trace = true)]
[Dense(9)]
[Affine]
[Residual(2)]
[Lstm(hidden: 20)]
[Dense(2)]
[Affine]
public sealed partial class TracedFolded;
