namespace Lstm.EndToEnd.Tests.Embedded;

// Declared as a user declares them; their resources stand in the project file.

[Lstm(input: 1, hidden: 16, Output = 1, Weights = "torch-1x16-dense1.safetensors")]
public sealed partial class EmbeddedLstm;

[Gru(input: 2, hidden: 9, Output = 1, Weights = "Lstm.EndToEnd.Tests.torch-2x9-gru-dense1.safetensors")]
public sealed partial class EmbeddedGru;

[Lstm(input: 4, hidden: 12, Bidirectional = true, Weights = "golden/torch-4x12-bidirectional.safetensors")]
public sealed partial class EmbeddedBothWays;

#pragma warning disable LSTM041 // On purpose.

/// <summary>Its weights are those of another network.</summary>
[Lstm(input: 2, hidden: 16, Output = 1, Weights = "torch-1x16-dense1.safetensors")]
public sealed partial class EmbeddedMisfit;

#pragma warning disable LSTM020 // They are missing and ambiguous on purpose.

[Lstm(input: 1, hidden: 16, Weights = "nowhere.safetensors")]
public sealed partial class EmbeddedNowhere;

[Lstm(input: 1, hidden: 16, Weights = "safetensors")]
public sealed partial class EmbeddedAnywhere;
