using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CartPole;

/// <summary>Draws an episode as an SVG: the angle of the pole under two controllers, and the pushes on the cart.</summary>
internal static class Picture
{
    private const int Width = 900;
    private const int Height = 320;
    private const int Margin = 50;
    private const double MostDegrees = 10;

    // One point for each ten steps is as fine as the picture.
    private const int StepsPerPoint = 10;

    /// <summary>Returns the text of the SVG.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="seed">The seed of the episode.</param>
    /// <param name="seconds">The duration, in seconds.</param>
    public static string Draw(BalancerPolicy policy, int seed, double seconds)
    {
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{Height}" fill="white"/>
            <line x1="{Margin}" y1="{Height / 2}" x2="{Width - 10}" y2="{Height / 2}" stroke="#999"/>

            """);
        for (int second = 0; second <= seconds; second++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{X(second, seconds):0}" y="{Height - 12}" text-anchor="middle">{second} s</text>

                """);
        }

        foreach (int degrees in (int[])[-10, -5, 0, 5, 10])
        {
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{Margin - 8}" y="{Y(degrees) + 4:0}" text-anchor="end">{degrees}°</text>

                """);
        }

        List<(double Time, double Push)> pushes = [];
        AppendLine(svg, new DifferenceController(), seed, seconds, "#d95f02", pushes: null);
        AppendLine(svg, new LearnedController(policy), seed, seconds, "#1b6ca8", pushes);
        foreach ((double time, double push) in pushes)
        {
            (double x, double end) = (X(time, seconds), Height / 2 - 12 * push);
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{x:0.0}" y1="{Height / 2}" x2="{x:0.0}" y2="{end:0.0}" stroke="#aaa"/>

                """);
        }

        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{Margin + 10}" y="20" fill="#1b6ca8">angle of the pole, trained policy</text>
            <text x="{Margin + 260}" y="20" fill="#d95f02">regulator on smoothed differences</text>
            <text x="{Margin + 510}" y="20" fill="#888">pushes on the cart</text>
            </svg>

            """);
        return svg.ToString();
    }

    private static void AppendLine(
        StringBuilder svg, IController controller, int seed, double seconds, string colour, List<(double Time, double Push)>? pushes)
    {
        List<string> points = [];
        int step = 0;
        Episode.Run(controller, seed, seconds, (time, state, _, push) =>
        {
            if (step++ % StepsPerPoint == 0)
            {
                points.Add(FormattableString.Invariant($"{X(time, seconds):0.0},{Y(state.Angle * 180 / Math.PI):0.0}"));
                if (push != 0)
                {
                    pushes?.Add((time, push));
                }
            }
        });
        svg.Append(CultureInfo.InvariantCulture, $"""
            <polyline fill="none" stroke="{colour}" stroke-width="1.5" points="{string.Join(' ', points)}"/>

            """);
    }

    private static double X(double time, double seconds) => Margin + time / seconds * (Width - Margin - 20);

    private static double Y(double degrees) => Height / 2 - degrees / MostDegrees * (Height / 2 - 40);
}
