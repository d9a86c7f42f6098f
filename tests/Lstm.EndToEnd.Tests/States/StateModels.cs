namespace Lstm.EndToEnd.Tests.States;

[Lstm(input: 1, hidden: 3, Output = 1)]
public sealed partial class KeptAmp;

/// <summary>The sizes of <see cref="KeptAmp"/>'s state, another declaration.</summary>
[Lstm(input: 2, hidden: 3)]
public sealed partial class KeptOther;

[Lstm(input: 2, hidden: 2, Layers = 2, StochasticForget = true)]
public sealed partial class KeptStochastic;

[Gru(input: 2, hidden: 9)]
public sealed partial class KeptGru;

[Dense(3)]
[Lstm(input: 2, hidden: 9, Layers = 2, Bidirectional = true)]
[Dense(4, Activation.Softmax)]
public sealed partial class KeptBothWays;

[Lstm(input: 1, hidden: 12, Projection = 5)]
public sealed partial class KeptProjected;

[Lstm(input: 1, hidden: 1)]
public sealed partial class KeptUnit;

/// <summary>Cells of unequal sizes and kinds.</summary>
[Lstm(input: 2, hidden: 3)]
[Dense(4, Activation.Relu)]
[Gru(hidden: 2)]
[Lstm(hidden: 12, Projection = 5)]
public sealed partial class KeptList;

/// <summary>The same, of which one cell draws random numbers.</summary>
[Gru(input: 2, hidden: 9)]
[Lstm(hidden: 2, StochasticForget = true)]
[Gru(hidden: 1)]
public sealed partial class KeptRandomList;

[Lstm(input: 2, hidden: 3, Bidirectional = true)]
[Gru(hidden: 10, Direction = Direction.Backward)]
[Lstm(hidden: 8)]
[Dense(2)]
public sealed partial class KeptListBothWays;

/// <summary>Nothing holds its cell state.</summary>
[Lstm(input: 1, hidden: 1, CellActivation = Activation.Relu, HiddenActivation = Activation.Linear)]
public sealed partial class KeptExploding;

[Lstm(input: 2, hidden: 9)]
public sealed partial class KeptFloats;

[Lstm(input: 2, hidden: 9, Precision = LstmPrecision.Int16)]
public sealed partial class KeptInt16;

[Lstm(input: 2, hidden: 9, Arithmetic = LstmArithmetic.Fast)]
public sealed partial class KeptFast;
