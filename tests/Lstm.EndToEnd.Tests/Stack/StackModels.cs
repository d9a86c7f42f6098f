namespace Lstm.EndToEnd.Tests.Stack;

// The largest scratch memory that is on the stack: 2,048 floats.
[Lstm(input: 1024, hidden: 512, Residual = true)]
public sealed partial class StackOnStack;

// Runs that look ahead need a buffer where steps need none.
[Lstm(input: 256, hidden: 256, Layers = 2)]
public sealed partial class StackAhead;

// The largest state, 64 KB.
[Lstm(input: 1024, hidden: 1024, Layers = 8)]
public sealed partial class StackDeep;

[Gru(input: 1024, hidden: 1024, Layers = 8)]
public sealed partial class StackDeepGru;

[Gru(input: 1024, hidden: 1024, ResetAfter = false)]
public sealed partial class StackGruBefore;

[Lstm(input: 1024, hidden: 1024, Layers = 2, Precision = LstmPrecision.Int8)]
public sealed partial class StackInt8;

[Lstm(input: 1024, hidden: 1024, Precision = LstmPrecision.Int16)]
public sealed partial class StackInt16;

[Lstm(input: 3, hidden: 1024, Layers = 8, Projection = 8, Peephole = true)]
public sealed partial class StackProjected;

// Every part of the scratch memory.
[Dense(1024, Activation.Tanh)]
[Dense(1024, Activation.Softplus)]
[Dense(1024, Activation.Tanh)]
[Dense(1024, Activation.Tanh)]
[Lstm(input: 1024, hidden: 1024, LayerNorm = true, StochasticForget = true, Residual = true)]
[Dense(1024, Activation.Elu)]
[Dense(1024, Activation.Tanh)]
[Dense(1024, Activation.Tanh)]
[Dense(1024, Activation.Softmax)]
public sealed partial class StackChain;

// Eight streams in lanes, with the largest inputs.
[Lstm(input: 4096, hidden: 20, Layers = 8)]
[Dense(128, Activation.Tanh)]
[Dense(128, Activation.Tanh)]
public sealed partial class StackLanes;

[Lstm(input: 1024, hidden: 1024, Layers = 2, Trace = true)]
public sealed partial class StackTraced;

// A state of 66 KB from few weights.
[Lstm(input: 3, hidden: 1024, Layers = 8, Projection = 8, Bidirectional = true, Precision = LstmPrecision.Int8)]
public sealed partial class StackProjectedBothWays;

// The largest state of all, 128 KB.
[Lstm(input: 1024, hidden: 1024, Layers = 8, Bidirectional = true)]
public sealed partial class StackBothWays;
