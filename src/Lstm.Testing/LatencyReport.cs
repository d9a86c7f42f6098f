using System;
using System.Globalization;
using System.Text;

namespace Lstm.Testing;

/// <summary>What a Step of one network costs on this machine: percentiles, and what one must know to believe them. <see cref="ToString"/> is a table of it all.</summary>
public sealed class LatencyReport
{
    private readonly Type _model;
    private readonly NetworkSizes _sizes;
    private readonly double[] _sorted;
    private readonly double _reading;
    private readonly LatencySampling _asked;
    private readonly BuildKind _build;

    internal LatencyReport(Type model, NetworkSizes sizes, double[] sorted, int stepsPerSample, double reading, int collections, LatencySampling asked, BuildKind? build = null)
    {
        _model = model;
        _sizes = sizes;
        _sorted = sorted;
        _reading = reading;
        _asked = asked;
        _build = build ?? BuildKind.Of(model);
        StepsPerSample = stepsPerSample;
        Collections = collections;
    }

    /// <summary>The shortest sample, in nanoseconds a step.</summary>
    public double Minimum => _sorted[0];

    /// <summary>What half of the samples do not exceed, in nanoseconds a step.</summary>
    public double P50 => Quantile(0.5);

    /// <summary>What 90 % of the samples do not exceed, in nanoseconds a step.</summary>
    public double P90 => Quantile(0.9);

    /// <summary>What 99 % of the samples do not exceed, in nanoseconds a step.</summary>
    public double P99 => Quantile(0.99);

    /// <summary>What 99.9 % of the samples do not exceed, in nanoseconds a step.</summary>
    public double P999 => Quantile(0.999);

    /// <summary>The longest sample, in nanoseconds a step.</summary>
    public double Maximum => _sorted[^1];

    /// <summary>Samples taken.</summary>
    public int Samples => _sorted.Length;

    /// <summary>Steps that were timed together: a sample is their mean. 1 is each step for itself.</summary>
    public int StepsPerSample { get; }

    /// <summary>Steps timed in all.</summary>
    public long Steps => (long)Samples * StepsPerSample;

    /// <summary>Garbage collections that ran meanwhile, of whatever this process did beside: a step allocates nothing.</summary>
    public int Collections { get; }

    /// <summary>Whether the model's assembly is a Release build, and no debugger is attached. In a Debug build a step takes many times as long.</summary>
    public bool IsOptimized => _build.IsOptimized;

    /// <summary>A table of the percentiles, and the machine, the runtime and the build that they belong to.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{_model.Name}.Step ({_sizes})\n\n            ns a step\n");
        Row("minimum", Minimum);
        Row("p50", P50);
        Row("p90", P90);
        Row("p99", P99);
        Row("p99.9", P999);
        Row("maximum", Maximum);
        text.Append('\n');
        Line("samples", SamplesText());
        Line("collections", Collections.ToString(CultureInfo.InvariantCulture));
        Line("build", _build.Text);
        Line("machine", ThisMachine.Processor);
        Line("runtime", ThisMachine.Runtime);
        Line("features", ThisMachine.Features);
        return text.ToString();

        void Row(string name, double value) => text.Append(CultureInfo.InvariantCulture, $"{name,-11} {value,9:N1}\n");

        void Line(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name,-11} {value}\n");
    }

    private string SamplesText()
    {
        string reading = string.Create(CultureInfo.InvariantCulture, $"{_reading:N0} ns");
        if (StepsPerSample == 1)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Samples:N0} single steps, each with one reading of the clock in it ({reading})");
        }

        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Samples:N0} of {StepsPerSample} steps each, timed together and divided: reading the clock takes {reading}. One slow step shows in a sample with 1/{StepsPerSample} of its time.");
        return _asked == LatencySampling.SingleSteps ? text + " Single steps are too short for this clock." : text;
    }

    private double Quantile(double share) => _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)];
}
