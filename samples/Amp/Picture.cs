using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Lstm;

namespace Amp;

/// <summary>Draws the output of the circuit and the errors of the networks as an SVG: waveforms, and spectra over the riff.</summary>
internal static class Picture
{
    private const int Width = 1000;
    private const int Height = 660;
    private const int Left = 60;
    private const int Right = 20;

    // The upper panel: 14 ms from the start of the loudest note.
    private const int First = (int)(1.59 * Models.TrainedRate);
    private const int Samples = (int)(0.014 * Models.TrainedRate);
    private const int WaveMiddle = 160;
    private const double PixelsForOne = 85;

    // The lower panels.
    private const int SpectrumTop = 350;
    private const int SpectrumHeight = 250;
    private const int PanelWidth = 440;
    private const double MostDecibels = 0;
    private const double LeastDecibels = -100;
    private const double LeastHertz = 50;
    private const double MostHertz = 18_000;

    private const string Black = "#333333";
    private const string Blue = "#1b6ca8";
    private const string Green = "#4d9221";
    private const string Orange = "#d95f02";

    /// <summary>Returns the text of the SVG. The background is white, so that it can be read on a dark page too.</summary>
    public static string Draw(Material material)
    {
        OneLayerAmp model = Models.OneLayer();
        float[] one = Run<OneLayerAmp, OneLayerAmp.State>(model, material.Input);
        float[] two = Run<TwoLayerAmp, TwoLayerAmp.State>(Models.TwoLayers(), material.Input);
        float[] shaped = Resampler.ToSingle(Shaper.Amplify(material.Riff));

        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{Height}" fill="white"/>

            """);
        AppendWaves(svg, material, one, shaped);

        Panel panel = new(svg, Left, Spectrum.Of(material.Amplified).Max(static band => band.Power));
        panel.AppendAxes("at 48 kHz: the circuit, and the errors of");
        panel.Append(material.Amplified, Black, 10, "the circuit's output");
        panel.Append(Difference(shaped, material.Amplified), Orange, 150, "filter, tanh, filter");
        panel.Append(Difference(two, material.Amplified), Green, 275, "two layers of 8");
        panel.Append(Difference(one, material.Amplified), Blue, 375, "16 units");

        panel = panel with { X = Width - Right - PanelWidth };
        panel.AppendAxes("one layer of 16 units at 96 kHz, compared with itself at 48 kHz");
        panel.Append(one, Black, 10, "its output");
        float[] plain = RateReport.AtRate(model, material.Riff, 96_000, isCorrected: false);
        float[] corrected = RateReport.AtRate(model, material.Riff, 96_000, isCorrected: true);
        panel.Append(Difference(plain, one), Orange, 100, "error, not corrected");
        panel.Append(Difference(corrected, one), Blue, 245, "error, corrected");
        return svg.Append("</svg>\n").ToString();
    }

    private static float[] Run<TModel, TState>(TModel model, float[] input)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        TState state = model.RestState([0]);
        float[] output = new float[input.Length];
        model.Run(ref state, input, output);
        return output;
    }

    private static float[] Difference(float[] signal, float[] target) => [.. signal.Zip(target, static (one, other) => one - other)];

    private static void AppendWaves(StringBuilder svg, Material material, float[] one, float[] shaped)
    {
        foreach (int level in (int[])[-1, 0, 1])
        {
            double y = WaveMiddle - level * PixelsForOne;
            Line(svg, Left, y, Width - Right, y);
            Text(svg, Left - 8, y + 4, Black, "end", $"{level}");
        }

        for (int millisecond = 0; millisecond < 1000 * Samples / Models.TrainedRate; millisecond += 2)
        {
            Text(svg, WaveX(millisecond * Models.TrainedRate / 1000), 292, Black, "middle", $"{millisecond} ms");
        }

        (string Colour, double Thickness, string Name, float[] Signal)[] waves =
        [
            ("#bbbbbb", 1, "guitar", material.Input), (Black, 3.5, "circuit", material.Amplified),
            (Orange, 1.2, "filter, tanh, filter", shaped), (Blue, 1.2, "one layer of 16 units", one),
        ];
        int x = Left;
        foreach ((string colour, double thickness, string name, float[] signal) in waves)
        {
            Text(svg, x, 20, colour == "#bbbbbb" ? "#777777" : colour, "start", name);
            x += 40 + 7 * name.Length;
            Polyline(svg, colour, thickness, Enumerable.Range(0, Samples).Select(sample =>
                (WaveX(sample), WaveMiddle - PixelsForOne * signal[First + sample])));
        }
    }

    private static double WaveX(int sample) => Left + (double)sample / Samples * (Width - Left - Right);

    private static void Text(StringBuilder svg, double x, double y, string colour, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{x:0}" y="{y:0}" fill="{colour}" text-anchor="{anchor}">{text}</text>

            """);

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.Append(CultureInfo.InvariantCulture, $"""
            <line x1="{x1:0.0}" y1="{y1:0.0}" x2="{x2:0.0}" y2="{y2:0.0}" stroke="#ddd"/>

            """);

    private static void Polyline(StringBuilder svg, string colour, double thickness, IEnumerable<(double X, double Y)> points)
    {
        string text = string.Join(' ', points.Select(static point => FormattableString.Invariant($"{point.X:0.0},{point.Y:0.0}")));
        svg.Append(CultureInfo.InvariantCulture, $"""
            <polyline fill="none" stroke="{colour}" stroke-width="{thickness}" points="{text}"/>

            """);
    }

    /// <summary>A panel with spectra, in decibels below a power.</summary>
    /// <param name="Svg">Receives the text.</param>
    /// <param name="X">The left edge.</param>
    /// <param name="Full">The power of 0 dB.</param>
    private sealed record Panel(StringBuilder Svg, int X, double Full)
    {
        public void AppendAxes(string title)
        {
            Text(Svg, X, SpectrumTop - 32, Black, "start", title);
            for (int decibels = (int)MostDecibels; decibels >= LeastDecibels; decibels -= 20)
            {
                Line(Svg, X, Y(decibels), X + PanelWidth, Y(decibels));
                Text(Svg, X - 6, Y(decibels) + 4, Black, "end", $"{decibels}");
            }

            foreach (int hertz in (int[])[100, 1000, 10_000])
            {
                Line(Svg, At(hertz), SpectrumTop, At(hertz), SpectrumTop + SpectrumHeight);
                Text(Svg, At(hertz), SpectrumTop + SpectrumHeight + 20, Black, "middle", hertz < 1000 ? "100 Hz" : $"{hertz / 1000} kHz");
            }

            Text(Svg, X, SpectrumTop + SpectrumHeight + 20, Black, "middle", "dB");
        }

        public void Append(float[] signal, string colour, int place, string name)
        {
            Text(Svg, X + place, SpectrumTop - 12, colour, "start", name);
            Polyline(Svg, colour, 1.5, Spectrum.Of(signal).Select(band =>
                (At(band.Hertz), Y(Math.Max(LeastDecibels, Measure.Decibels(band.Power / Full))))));
        }

        private double At(double hertz) => X + Math.Log(hertz / LeastHertz) / Math.Log(MostHertz / LeastHertz) * PanelWidth;

        private static double Y(double decibels) =>
            SpectrumTop + (MostDecibels - decibels) / (MostDecibels - LeastDecibels) * SpectrumHeight;
    }
}
