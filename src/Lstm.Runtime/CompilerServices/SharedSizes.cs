using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>The sizes of a layer whose sums are computed for several streams in parallel. Created by generated code.</summary>
/// <param name="inputs">The number of inputs of the layer.</param>
/// <param name="hidden">The width of its hidden state.</param>
/// <param name="inputStride">The distance from one stream's inputs to the next stream's inputs, in floats.</param>
/// <param name="stateStride">The distance from one stream's state to the next stream's state, in floats.</param>
/// <param name="sumsStride">The distance from one stream's sums to the next stream's sums, in floats.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SharedSizes(int inputs, int hidden, int inputStride, int stateStride, int sumsStride)
{
    /// <summary>The number of inputs of the layer.</summary>
    internal readonly nint Inputs = inputs;

    /// <summary>The width of its hidden state.</summary>
    internal readonly nint Hidden = hidden;

    /// <summary>The distance from one stream's inputs to the next stream's inputs, in floats.</summary>
    internal readonly nint InputStride = inputStride;

    /// <summary>The distance from one stream's state to the next stream's state, in floats.</summary>
    internal readonly nint StateStride = stateStride;

    /// <summary>The distance from one stream's sums to the next stream's sums, in floats.</summary>
    internal readonly nint SumsStride = sumsStride;
}
