namespace Lstm.EndToEnd.Tests.Contracts;

[Lstm(input: 1, hidden: 5, Output = 1)]
public sealed partial class OnePaddedBlock;

[Lstm(input: 2, hidden: 8)]
public sealed partial class OneWholeBlock;

[Lstm(input: 3, hidden: 13, Output = 5, OutputActivation = Activation.Relu)]
public sealed partial class TwoPaddedBlocks;

[Lstm(input: 1, hidden: 40, Output = 3, OutputActivation = Activation.Tanh)]
public sealed partial class FiveBlocks;

[Lstm(input: 4, hidden: 20, Layers = 3, Output = 4, OutputActivation = Activation.Sigmoid)]
public sealed partial class ThreeLayers;

[Lstm(input: 2, hidden: 6, Layers = 2)]
public sealed partial class TwoSmallLayers;

[Lstm(input: 8, hidden: 64)]
public sealed partial class EightBlocks;
