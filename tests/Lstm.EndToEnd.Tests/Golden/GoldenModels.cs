namespace Lstm.EndToEnd.Tests.Golden;

// Declared as a user declares them: one class for each file in the folder golden of Lstm.TestKit. Specs declare the networks of
// golden/variants.

[Lstm(input: 3, hidden: 3)]
public sealed partial class Torch3x3;

[Lstm(input: 1, hidden: 8, Output = 1)]
public sealed partial class Torch1x8;

[Lstm(input: 1, hidden: 8, Layers = 2, Output = 1)]
public sealed partial class Torch2Layers1x8;

[Lstm(input: 1, hidden: 16, Output = 1)]
public sealed partial class Torch1x16;

[Lstm(input: 5, hidden: 20)]
public sealed partial class Torch5x20;

[Lstm(input: 8, hidden: 64, Output = 4, OutputActivation = Activation.Sigmoid)]
public sealed partial class Torch8x64;

[Lstm(input: 4, hidden: 12, Bidirectional = true)]
public sealed partial class Torch4x12Bidirectional;

[Lstm(input: 3, hidden: 10, Layers = 3, Bidirectional = true, Output = 2)]
public sealed partial class Torch3x10Bidirectional;

[Lstm(input: 6, hidden: 16, Projection = 8)]
public sealed partial class Torch6x16Projection;

/// <summary>The LSTM of candle's own test against PyTorch.</summary>
[Lstm(input: 2, hidden: 3)]
public sealed partial class Candle2x3;
