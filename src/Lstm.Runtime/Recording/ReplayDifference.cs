using System;
using System.Globalization;

namespace Lstm;

/// <summary>The first step at which a replay differs from its recording.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Output">The first output that differs, from 0; -1 if all outputs are equal and only the state differs.</param>
/// <param name="Recorded">The recorded value of that output.</param>
/// <param name="Replayed">The replayed value of that output.</param>
public readonly record struct ReplayDifference(long Step, int Output, float Recorded, float Replayed)
{
    /// <summary>Returns the difference as text.</summary>
    public override string ToString() => Output < 0
        ? string.Create(CultureInfo.InvariantCulture, $"step {Step}: the outputs are equal, but the state differs")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"step {Step}: output {Output} was {Recorded:R} (0x{BitConverter.SingleToUInt32Bits(Recorded):X8}) " +
            $"and is {Replayed:R} (0x{BitConverter.SingleToUInt32Bits(Replayed):X8})");
}
