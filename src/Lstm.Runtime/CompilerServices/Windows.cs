using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>The last inputs of a convolution. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Windows
{
    /// <summary>Collects the inputs that an output depends on, and moves the window to the next step.</summary>
    /// <param name="past">The first value of the earlier inputs, [(kernel - 1)·dilation, inputs], the oldest first.</param>
    /// <param name="input">The first input of this step.</param>
    /// <param name="taps">Receives the inputs, [kernel, inputs], the oldest first, and zeros.</param>
    /// <param name="inputs">The number of inputs of a step, of all streams side by side.</param>
    /// <param name="kernel">The number of steps that an output depends on.</param>
    /// <param name="dilation">The distance between these steps.</param>
    /// <param name="zeros">The number of zeros after the inputs.</param>
    public static void Advance(ref float past, ref float input, ref float taps, int inputs, int kernel, int dilation, int zeros)
    {
        Span<float> window = MemoryMarshal.CreateSpan(ref past, (kernel - 1) * dilation * inputs);
        Span<float> target = MemoryMarshal.CreateSpan(ref taps, kernel * inputs + zeros);
        Span<float> current = MemoryMarshal.CreateSpan(ref input, inputs);
        for (int tap = 0; tap < kernel - 1; tap++)
        {
            window.Slice(tap * dilation * inputs, inputs).CopyTo(target[(tap * inputs)..]);
        }

        current.CopyTo(target[((kernel - 1) * inputs)..]);
        target[(kernel * inputs)..].Clear();
        if (kernel > 1)
        {
            window[inputs..].CopyTo(window);
            current.CopyTo(window[^inputs..]);
        }
    }
}
