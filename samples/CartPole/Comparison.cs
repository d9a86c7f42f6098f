using System;
using System.Diagnostics;
using System.Globalization;

namespace CartPole;

/// <summary>Compares the policy with simpler controllers and with its teacher, over the same episodes.</summary>
internal static class Comparison
{
    private const int Episodes = 100;
    private const double Seconds = 20;

    /// <summary>Prints the table of results. Returns whether the policy kept the pole up in every episode.</summary>
    public static bool Show(BalancerPolicy policy)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Episodes} episodes of {Seconds} s at 1 kHz, with sensor noise and pushes. None of them was used in training."));
        Console.WriteLine();
        Console.WriteLine($"{"controller",-42}{"balanced",10}{"mean time",12}{"rms angle",12}{"time a step",14}");
        int balanced = Row(() => new LearnedController(policy));
        Row(() => new ForgetfulController(policy));
        Row(static () => new DifferenceController());
        Row(static () => new TeacherController());
        Console.WriteLine();
        Console.WriteLine("The time a step includes the simulation.");
        return balanced == Episodes;
    }

    private static int Row(Func<IController> create)
    {
        int balanced = 0;
        double time = 0;
        double squares = 0;
        long steps = 0;
        long start = Stopwatch.GetTimestamp();
        for (int seed = 0; seed < Episodes; seed++)
        {
            EpisodeResult result = Episode.Run(create(), 1000 + seed, Seconds);
            balanced += result.Seconds >= Seconds ? 1 : 0;
            time += result.Seconds;
            squares += result.AngleSquares;
            steps += result.Steps;
        }

        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds / steps;
        double degrees = Math.Sqrt(squares / steps) * 180 / Math.PI;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{create().Name,-42}{balanced,6} of {Episodes,-2}{time / Episodes,9:0.0} s{degrees,10:0.00}°{nanoseconds,11:0} ns"));
        return balanced;
    }
}
