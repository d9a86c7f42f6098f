using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>The sizes of a layer whose sums are formed for several streams side by side. Made by generated code.</summary>
/// <param name="inputs">Values that the layer takes in.</param>
/// <param name="hidden">Values of its hidden state.</param>
/// <param name="inputStride">Floats from one stream's inputs to the next stream's.</param>
/// <param name="stateStride">Floats from one stream's state to the next stream's.</param>
/// <param name="sumsStride">Floats from one stream's sums to the next stream's.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SharedSizes(int inputs, int hidden, int inputStride, int stateStride, int sumsStride)
{
    /// <summary>Values that the layer takes in.</summary>
    internal readonly nint Inputs = inputs;

    /// <summary>Values of its hidden state.</summary>
    internal readonly nint Hidden = hidden;

    /// <summary>Floats from one stream's inputs to the next stream's.</summary>
    internal readonly nint InputStride = inputStride;

    /// <summary>Floats from one stream's state to the next stream's.</summary>
    internal readonly nint StateStride = stateStride;

    /// <summary>Floats from one stream's sums to the next stream's.</summary>
    internal readonly nint SumsStride = sumsStride;
}
