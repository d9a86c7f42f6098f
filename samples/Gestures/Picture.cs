using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Gestures;

/// <summary>Draws the first part of a stream as an SVG: what the sensor measured, the probabilities, what was made and reported.</summary>
internal static class Picture
{
    private const int Seconds = 30;
    private const int Width = 1000;
    private const int Height = 420;
    private const int Left = 90;
    private const int Right = 20;

    private const int SignalMiddle = 120;
    private const double PixelsPerG = 24;
    private const int MadeTop = 212;
    private const int ReportedTop = 237;
    private const int BandHeight = 18;
    private const int ProbabilityBottom = 380;
    private const int ProbabilityHeight = 90;

    private static readonly string[] s_axisColours = ["#1b6ca8", "#d95f02", "#4d9221"];

    private static readonly string[] s_colours =
        ["#999999", "#1f78b4", "#33a02c", "#b15928", "#ff7f00", "#e31a1c", "#6a3d9a", "#c51b8a"];

    /// <summary>Returns the text of the SVG. The background is white, so that it can be read on a dark page too.</summary>
    public static string Draw(StreamRun run)
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{Height}" fill="white"/>

            """);
        for (int second = 0; second <= Seconds; second += 5)
        {
            Text(svg, X(second * Recording.Rate), Height - 12, "#333", "middle", $"{second} s");
        }

        AppendSignals(svg, run.Recording);
        AppendEvents(svg, run);
        AppendProbabilities(svg, run);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendSignals(StringBuilder svg, Recording recording)
    {
        for (int g = -2; g <= 2; g += 2)
        {
            double y = SignalMiddle - g * PixelsPerG;
            Text(svg, Left - 8, y + 4, "#333", "end", $"{g} g");
            Line(svg, y);
        }

        for (int axis = 0; axis < GestureModel.InputSize; axis++)
        {
            Text(svg, Left + 60 * axis, 20, s_axisColours[axis], "start", $"axis {"xyz"[axis]}");
            Polyline(svg, s_axisColours[axis], 1, Steps.Select(step =>
                (step, SignalMiddle - PixelsPerG * recording.Sample(step)[axis] / Recording.CountsPerG)));
        }
    }

    private static void AppendEvents(StringBuilder svg, StreamRun run)
    {
        Text(svg, Left - 8, MadeTop + 14, "#333", "end", "made");
        Text(svg, Left - 8, ReportedTop + 14, "#333", "end", "reported");
        foreach (GestureEvent made in run.Recording.Events.Where(static one => one.End < Seconds * Recording.Rate))
        {
            Block(svg, made.Start, made.End - made.Start, MadeTop, made.Kind);
        }

        foreach ((int index, Detection detection) in run.Detections.Where(static one => one.Step < Seconds * Recording.Rate).Index())
        {
            // Names alternate between two lines: reports can follow each other faster than names are wide.
            int top = ReportedTop + index % 2 * BandHeight;
            Block(svg, detection.Step, 2, top, detection.Kind);
            string name = detection.Kind.Name() + (detection.Truth is null ? " (wrong)" : "");
            Text(svg, X(detection.Step + 4), top + 14, s_colours[(int)detection.Kind], "start", name);
        }
    }

    private static void AppendProbabilities(StringBuilder svg, StreamRun run)
    {
        foreach (double share in (double[])[0, EventDetector.Threshold])
        {
            double y = ProbabilityBottom - ProbabilityHeight * share;
            Text(svg, Left - 8, y + 4, "#333", "end", $"{100 * share:0} %");
            Line(svg, y);
        }

        foreach (Gesture kind in Enum.GetValues<Gesture>().Skip(1))
        {
            Polyline(svg, s_colours[(int)kind], 1.5, Steps.Select(step =>
                (step, ProbabilityBottom - ProbabilityHeight * (double)run.Probability(step, kind))));
        }
    }

    private static IEnumerable<int> Steps => Enumerable.Range(0, Seconds * Recording.Rate);

    private static double X(double step) => Left + step / (Seconds * Recording.Rate) * (Width - Left - Right);

    private static void Line(StringBuilder svg, double y) => svg.Append(CultureInfo.InvariantCulture, $"""
        <line x1="{Left}" y1="{y:0.0}" x2="{Width - Right}" y2="{y:0.0}" stroke="#ddd"/>

        """);

    private static void Text(StringBuilder svg, double x, double y, string colour, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{x:0.0}" y="{y:0}" fill="{colour}" text-anchor="{anchor}">{text}</text>

            """);

    private static void Block(StringBuilder svg, int step, int steps, int top, Gesture kind) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <rect x="{X(step):0.0}" y="{top}" width="{X(steps) - Left:0.0}" height="{BandHeight}" fill="{s_colours[(int)kind]}"/>

            """);

    /// <summary>Appends a line through points, without those between two points of the same height.</summary>
    private static void Polyline(StringBuilder svg, string colour, double width, IEnumerable<(int Step, double Y)> line)
    {
        (int Step, string Y)[] all = [.. line.Select(static point => (point.Step, point.Y.ToString("0.0", CultureInfo.InvariantCulture)))];
        IEnumerable<string> points = all
            .Where((point, index) => index == 0 || index == all.Length - 1 || point.Y != all[index - 1].Y || point.Y != all[index + 1].Y)
            .Select(static point => FormattableString.Invariant($"{X(point.Step):0.0},{point.Y}"));
        svg.Append(CultureInfo.InvariantCulture, $"""
            <polyline fill="none" stroke="{colour}" stroke-width="{width}" points="{string.Join(' ', points)}"/>

            """);
    }
}
