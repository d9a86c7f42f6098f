namespace Lstm.Shared;

/// <summary>
/// The sizes of a network: everything that decides its generated code and its packed weights, and nothing else.
/// </summary>
/// <remarks>
/// One source file, linked into the generator and into the runtime: what both sides of the compiler must agree on is written once.
/// </remarks>
/// <param name="Input">Values a step takes in.</param>
/// <param name="Hidden">Units a layer has: the width of its hidden state and of its cell state.</param>
/// <param name="Layers">Stacked LSTM layers; each above the first takes the hidden state of the one below.</param>
/// <param name="Output">Rows of the dense head, or 0 for none: the output is then the last layer's hidden state.</param>
/// <param name="OutputActivation">What the head applies to its outputs.</param>
internal sealed record LstmShape(
    int Input,
    int Hidden,
    int Layers = 1,
    int Output = 0,
    Activation OutputActivation = Activation.Linear)
{
    /// <summary>The largest input, hidden and output size.</summary>
    public const int MaxSize = 1024;

    /// <summary>The largest number of stacked layers.</summary>
    public const int MaxLayers = 8;

    /// <summary>Hidden units computed together: the lanes of a 256-bit vector of floats.</summary>
    public const int Lanes = 8;

    /// <summary>Whether a dense head follows the last layer.</summary>
    public bool HasHead => Output > 0;

    /// <summary>Values a step puts out.</summary>
    public int OutputSize => HasHead ? Output : Hidden;

    /// <summary>Blocks of <see cref="Lanes"/> hidden units; the last may be padded.</summary>
    public int Blocks => PaddedHidden / Lanes;

    /// <summary><see cref="Hidden"/>, rounded up to whole blocks.</summary>
    public int PaddedHidden => Padded(Hidden);

    /// <summary>Whether the last block has lanes that are no units.</summary>
    public bool HasPadding => Hidden != PaddedHidden;

    /// <summary>A number of floats, rounded up to whole vectors.</summary>
    public static int Padded(int count) => (count + Lanes - 1) / Lanes * Lanes;

    /// <summary>Values the given layer takes in.</summary>
    public int InputOf(int layer) => layer == 0 ? Input : Hidden;
}
