using System;
using System.Text;
using System.Threading;

namespace CartPole;

/// <summary>Draws the cart and the pole in the terminal, in real time.</summary>
internal static class Animation
{
    private const int Columns = 72;
    private const int Rows = 10;
    private const int StepsPerFrame = 40;

    /// <summary>Shows an episode of the policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="seed">The seed of the episode.</param>
    /// <param name="seconds">The duration, in seconds.</param>
    public static void Show(BalancerPolicy policy, int seed, double seconds)
    {
        bool canMove = !Console.IsOutputRedirected;
        int step = 0;
        EpisodeResult result = Episode.Run(new LearnedController(policy), seed, seconds, (time, state, force, push) =>
        {
            if (step++ % StepsPerFrame == 0)
            {
                string home = canMove && step > 1 ? $"\x1b[{Rows + 3}A" : "";
                Console.Write(home + Frame(time, state, force, push));
                Thread.Sleep(canMove ? (int)(1000 * Plant.Step * StepsPerFrame) : 0);
            }
        });
        Console.WriteLine(result.Seconds >= seconds ? "The pole is still up." : "The pole fell, or the cart left the track.");
    }

    /// <summary>Returns a picture of a state, with the numbers below it.</summary>
    internal static string Frame(double time, PlantState state, double force, double push)
    {
        char[][] canvas = new char[Rows + 1][];
        for (int row = 0; row < canvas.Length; row++)
        {
            canvas[row] = new string(row == Rows ? '─' : ' ', Columns).ToCharArray();
        }

        int cart = ColumnOf(state.Position);
        for (int row = 1; row < Rows; row++)
        {
            // A character is twice as high as wide.
            int column = cart + (int)Math.Round(2 * (row - 0.5) * Math.Tan(state.Angle));
            if (column is >= 0 and < Columns)
            {
                canvas[Rows - 1 - row][column] = '█';
            }
        }

        for (int column = Math.Max(0, cart - 3); column <= Math.Min(Columns - 1, cart + 3); column++)
        {
            canvas[Rows - 1][column] = '▄';
        }

        StringBuilder text = new();
        foreach (char[] row in canvas)
        {
            text.Append(row).Append("\x1b[K\n");
        }

        string pushed = push == 0 ? "" : FormattableString.Invariant($"   push {push:+0.0;-0.0} N");
        text.Append(FormattableString.Invariant(
            $"{time,5:0.0} s   angle {state.Angle * 180 / Math.PI,6:0.00}°   force {force,6:0.0} N{pushed}\x1b[K\n\n"));
        return text.ToString();
    }

    private static int ColumnOf(double position) =>
        Math.Clamp((int)Math.Round((position / Plant.MostPosition + 1) / 2 * (Columns - 1)), 0, Columns - 1);
}
