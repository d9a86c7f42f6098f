using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Lstm.Benchmarks.Output;

/// <summary>Plots as SVG.</summary>
internal static class Plots
{
    private const int Width = 900;
    private const int Height = 420;

    /// <summary>Draws lines over a linear horizontal and a logarithmic vertical axis.</summary>
    /// <param name="title">The title.</param>
    /// <param name="xLabel">The horizontal axis.</param>
    /// <param name="yLabel">The vertical axis, which is logarithmic.</param>
    /// <param name="lines">Their names and points.</param>
    /// <param name="xTicks">The ticks of the horizontal axis; null for automatic ones.</param>
    /// <param name="legendAtLeft">Whether the legend is at the left, for lines that rise to the right.</param>
    public static string Lines(
        string title,
        string xLabel,
        string yLabel,
        IReadOnlyList<(string Name, double[] X, double[] Y)> lines,
        IReadOnlyList<(double Position, string Label)>? xTicks = null,
        bool legendAtLeft = false)
    {
        Plot plot = new();
        foreach ((string name, double[] x, double[] y) in lines)
        {
            ScottPlot.Plottables.Scatter scatter = plot.Add.Scatter(x, [.. y.Select(static value => System.Math.Log10(value))]);
            scatter.LegendText = name;
            scatter.MarkerSize = 0;
            scatter.LineWidth = 2;
        }

        // The plotted values are decimal logarithms.
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            MinorTickGenerator = new LogMinorTickGenerator(),
            IntegerTicksOnly = true,
            LabelFormatter = static power => System.Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture),
        };
        if (xTicks is not null)
        {
            plot.Axes.Bottom.SetTicks([.. xTicks.Select(static tick => tick.Position)], [.. xTicks.Select(static tick => tick.Label)]);
        }

        plot.Title(title);
        plot.XLabel(xLabel);
        plot.YLabel(yLabel);
        plot.Legend.Alignment = legendAtLeft ? Alignment.UpperLeft : Alignment.UpperRight;
        plot.ShowLegend();
        return plot.GetSvgXml(Width, Height).ReplaceLineEndings("\n");
    }

    /// <summary>Draws groups of bars, with one bar for each name.</summary>
    public static string Bars(
        string title,
        string yLabel,
        IReadOnlyList<string> groups,
        IReadOnlyList<(string Name, double[] Values)> series)
    {
        Plot plot = new();
        double step = series.Count + 1;
        Color[] colors = [.. Enumerable.Range(0, series.Count).Select(static index => new ScottPlot.Palettes.Category10().GetColor(index))];
        for (int index = 0; index < series.Count; index++)
        {
            Bar[] values =
            [
                .. Enumerable.Range(0, groups.Count).Select(group => new Bar
                {
                    Position = group * step + index,
                    Value = series[index].Values[group],
                    FillColor = colors[index],
                    LineWidth = 0,
                }),
            ];
            ScottPlot.Plottables.BarPlot bars = plot.Add.Bars(values);
            bars.LegendText = series[index].Name;
        }

        double middle = (series.Count - 1) / 2.0;
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, groups.Count).Select(group => group * step + middle)], [.. groups]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 45;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        plot.Axes.Margins(bottom: 0);
        plot.Title(title);
        plot.YLabel(yLabel);
        plot.ShowLegend(Alignment.UpperRight);
        return plot.GetSvgXml(Width, Height).ReplaceLineEndings("\n");
    }
}
