using System;
using System.Globalization;
using System.Text;

namespace Lstm.Testing;

/// <summary>
/// The latency of a network's <c>Step</c> on this machine: percentiles, and the conditions of the measurement. <see cref="ToString"/>
/// returns a table of all values.
/// </summary>
public sealed class LatencyReport
{
    private readonly Type _model;
    private readonly NetworkSizes _sizes;
    private readonly double[] _sorted;
    private readonly double _reading;
    private readonly LatencySampling _asked;
    private readonly BuildKind _build;

    internal LatencyReport(
        Type model,
        NetworkSizes sizes,
        double[] sorted,
        int stepsPerSample,
        double reading,
        int collections,
        LatencySampling asked,
        BuildKind? build = null)
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

    /// <summary>The shortest sample, in nanoseconds per step.</summary>
    public double Minimum => _sorted[0];

    /// <summary>The median of the samples, in nanoseconds per step.</summary>
    public double P50 => Quantile(0.5);

    /// <summary>The 90th percentile of the samples, in nanoseconds per step.</summary>
    public double P90 => Quantile(0.9);

    /// <summary>The 99th percentile of the samples, in nanoseconds per step.</summary>
    public double P99 => Quantile(0.99);

    /// <summary>The 99.9th percentile of the samples, in nanoseconds per step.</summary>
    public double P999 => Quantile(0.999);

    /// <summary>The longest sample, in nanoseconds per step.</summary>
    public double Maximum => _sorted[^1];

    /// <summary>The number of samples.</summary>
    public int Samples => _sorted.Length;

    /// <summary>The number of steps in each sample, which is the mean of their times. 1 means that single steps were timed.</summary>
    public int StepsPerSample { get; }

    /// <summary>The total number of timed steps.</summary>
    public long Steps => (long)Samples * StepsPerSample;

    /// <summary>
    /// The number of garbage collections during the measurement. Other code of the process causes them, because a step allocates nothing.
    /// </summary>
    public int Collections { get; }

    /// <summary>
    /// Whether the model's assembly is a Release build and no debugger is attached. In a Debug build a step is many times slower.
    /// </summary>
    public bool IsOptimized => _build.IsOptimized;

    /// <summary>Returns a table of the percentiles, the machine, the runtime and the build.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{_model.Name}.Step ({_sizes})\n\n          ns per step\n");
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
            return string.Create(CultureInfo.InvariantCulture, $"{Samples:N0} single steps, each including one clock reading ({reading})");
        }

        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Samples:N0}, each the mean of {StepsPerSample} steps, because a clock reading takes {reading}. ")
            + string.Create(CultureInfo.InvariantCulture, $"A slow step adds 1/{StepsPerSample} of its time to its sample.");
        return _asked == LatencySampling.SingleSteps ? text + " Single steps are too short for this clock." : text;
    }

    private double Quantile(double share) => _sorted[Math.Max(0, (int)Math.Ceiling(share * _sorted.Length) - 1)];
}
