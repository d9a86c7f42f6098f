namespace Lstm.EndToEnd.Tests.Batches;

[Lstm(input: 3, hidden: 12)]
[Dense(2)]
public sealed partial class Stepping;

// In lanes no more: three streams share the loads of the weights.
[Lstm(input: 2, hidden: 64)]
public sealed partial class Large;

[Lstm(input: 2, hidden: 5, Bidirectional = true)]
public sealed partial class BothWays;

[Conv1D(4, 3, Activation.Relu)]
[Lstm(input: 2, hidden: 6)]
[Pool(Pooling.Last)]
[Dense(3, Activation.Softmax)]
public sealed partial class LastStep;

[Gru(input: 2, hidden: 6)]
[Pool(Pooling.Mean)]
[Dense(3)]
public sealed partial class MeanOfSteps;

// More than 64 KB of state, of which .NET has no arrays.
[Lstm(input: 1, hidden: 1024, Layers = 8)]
[Conv1D(2, 2)]
public sealed partial class TooLargeForArrays;

[Embedding(50, 7)]
[Lstm(input: 1, hidden: 9)]
[Dense(4, Activation.Softmax)]
public sealed partial class Words;

// The rows of the table are those after the other layers.
[Embedding(50, 11)]
[Affine]
[Activation(Activation.Affine, Alpha = 0.5f, Beta = -0.25f)]
[Lstm(input: 1, hidden: 9)]
[Dense(4, Activation.Softmax)]
public sealed partial class ScaledWords;

[Embedding(50, 8)]
[Lstm(input: 1, hidden: 6, Bidirectional = true)]
[Pool(Pooling.Final)]
[Dense(2)]
public sealed partial class Text;

[Embedding(20, 5)]
[Gru(input: 1, hidden: 5)]
[Pool(Pooling.Last)]
[Dense(1)]
public sealed partial class NextWord;
