namespace Lstm.EndToEnd.Tests.Application;

[Lstm(input: 1, hidden: 16, Output = 1)]
public sealed partial class UsedAmp;

[Dense(3, Activation.Tanh)]
[Gru(input: 2, hidden: 9, ResetAfter = false, Layers = 2)]
[Dense(1)]
public sealed partial class UsedForecaster;

[Lstm(input: 1, hidden: 5)]
public sealed partial class UsedEncoder;

[Lstm(input: 2, hidden: 9, Bidirectional = true)]
public sealed partial class UsedTagger;

[Lstm(input: 2, hidden: 9, Precision = LstmPrecision.Int8)]
public sealed partial class UsedInt8;

[Lstm(input: 1, hidden: 3, Output = 1, Residual = true)]
public sealed partial class UsedResidual;
