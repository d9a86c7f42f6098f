using System;
using System.Collections.Generic;
using System.Linq;

namespace Streams.Metrics;

/// <summary>
/// A metric of one machine, with one value per minute. It simulates a source that can be read again from any minute, such as a message
/// log: a value depends only on its minute.
/// </summary>
internal sealed class MetricStream
{
    // The training uses another seed, so the network was not trained on these streams.
    private const ulong Seed = 2026;

    private readonly MetricKind _kind;
    private readonly Chance _chance;
    private readonly int _phase;
    private readonly List<Incident?> _incidents = [];

    public MetricStream(int index)
    {
        _kind = MetricKind.All[index % MetricKind.All.Count];
        _chance = new Chance(Seed, index);
        _phase = (int)(240.0 * _chance.Uniform(ChancePurpose.StreamPhase, 0));
        Name = $"{_kind.Name}-{index / MetricKind.All.Count:000}";

        double size = 0.7 + 0.6 * _chance.Uniform(ChancePurpose.StreamSize, 0);
        Level = _kind.Level * size;
        Spread = _kind.Spread * size;
    }

    public string Name { get; }

    /// <summary>Gets the usual value, which is known before the stream starts.</summary>
    public double Level { get; }

    /// <summary>Gets the usual difference of values from the level.</summary>
    public double Spread { get; }

    /// <summary>Creates a number of streams.</summary>
    public static IReadOnlyList<MetricStream> Fleet(int count) =>
        [.. Enumerable.Range(0, count).Select(index => new MetricStream(index))];

    public double Value(int minute)
    {
        double away = _kind.DailySwing * Cycle.Wave(minute + _phase, Cycle.Day) + 0.3 * Cycle.Wave(minute, Cycle.Week);
        away = away + 0.4 * SlowChange(minute) + _kind.Noise * Noise(minute) + AddedByIncident(minute);
        return Math.Max(0.0, Level + Spread * away);
    }

    /// <summary>Returns the incidents that start in the first minutes.</summary>
    public IEnumerable<Incident> Incidents(int minutes) =>
        Enumerable.Range(0, minutes / Incident.Window + 1)
            .Select(IncidentOf)
            .OfType<Incident>()
            .Where(incident => incident.Start < minutes);

    /// <summary>Returns a value of a smooth curve through one random number per hour.</summary>
    private double SlowChange(int minute)
    {
        double t = minute % 60 / 60.0;
        double before = _chance.Bell(ChancePurpose.SlowChange, minute / 60);
        double after = _chance.Bell(ChancePurpose.SlowChange, minute / 60 + 1);
        return before + (after - before) * t * t * (3.0 - 2.0 * t);
    }

    /// <summary>Returns noise that is sometimes two or three times as large, so that large errors alone are not incidents.</summary>
    private double Noise(int minute)
    {
        double u = _chance.Uniform(ChancePurpose.Unrest, minute);
        double u4 = u * u * (u * u);
        return _chance.Bell(ChancePurpose.Noise, minute) * (0.7 + 1.3 * (u4 * u4));
    }

    private double AddedByIncident(int minute) =>
        IncidentOf(minute / Incident.Window) is { } incident && minute >= incident.Start && minute < incident.End
            ? incident.Added
            : 0.0;

    private Incident? IncidentOf(int window)
    {
        while (_incidents.Count <= window)
        {
            _incidents.Add(Incident.Draw(_chance, _kind, _incidents.Count));
        }

        return _incidents[window];
    }
}
