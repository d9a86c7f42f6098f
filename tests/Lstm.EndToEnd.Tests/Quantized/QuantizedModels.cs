namespace Lstm.EndToEnd.Tests.Quantized;

[Lstm(input: 1, hidden: 8, Output = 1, Precision = LstmPrecision.Int16)]
public sealed partial class Sunspots16;

[Lstm(input: 1, hidden: 8, Output = 1, Precision = LstmPrecision.Int8)]
public sealed partial class Sunspots8;

[Lstm(input: 8, hidden: 64, Output = 4, OutputActivation = Activation.Sigmoid, Precision = LstmPrecision.Int16)]
public sealed partial class Golden64In16;

[Lstm(input: 8, hidden: 64, Output = 4, OutputActivation = Activation.Sigmoid, Precision = LstmPrecision.Int8)]
public sealed partial class Golden64In8;

[Lstm(input: 5, hidden: 20, Precision = LstmPrecision.Int8)]
public sealed partial class GoldenStartIn8;

[Lstm(input: 3, hidden: 20, Precision = LstmPrecision.Int8)]
public sealed partial class ChaosIn8;
