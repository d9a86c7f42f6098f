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

[Lstm(input: 1, hidden: 40, Output = 5, OutputActivation = Activation.Tanh)]
public sealed partial class Probe1x40;
