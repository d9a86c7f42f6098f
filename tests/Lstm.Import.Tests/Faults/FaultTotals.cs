using System;
using System.Globalization;

namespace Lstm.Import.Tests;

/// <summary>Figures of a run over damaged files, for the output of a test.</summary>
internal sealed class FaultTotals
{
    private TimeSpan _slowest;
    private string _slow = "";
    private double _largest;
    private string _large = "";

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    public void Add(DamagedFile file, bool isRefused, TimeSpan taken, double memory)
    {
        Refused += isRefused ? 1 : 0;
        Accepted += isRefused ? 0 : 1;
        (_slowest, _slow) = taken > _slowest ? (taken, file.Damage) : (_slowest, _slow);
        (_largest, _large) = memory > _largest ? (memory, file.Damage) : (_largest, _large);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Accepted + Refused} executions, {Accepted} accepted; slowest {_slowest.TotalMilliseconds:F0} ms ({_slow}); "
        + $"most memory {_largest:P0} of what is allowed ({_large})");
}
