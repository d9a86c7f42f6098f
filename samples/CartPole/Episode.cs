using System;

namespace CartPole;

/// <summary>What a controller did in an episode.</summary>
/// <param name="Seconds">How long the pole was up, in seconds.</param>
/// <param name="AngleSquares">The sum of the squares of the pole's angle over the steps.</param>
/// <param name="Steps">The number of steps.</param>
internal readonly record struct EpisodeResult(double Seconds, double AngleSquares, int Steps);

/// <summary>One attempt to balance the pole, with a random start, sensor noise and pushes. The same seed gives the same attempt.</summary>
internal static class Episode
{
    private const double PositionNoise = 0.001;
    private const double AngleNoise = 0.002;
    private const double PushesPerSecond = 1.5;
    private const double Push = 2.5;
    private const int PushSteps = 50;

    /// <summary>Runs an episode.</summary>
    /// <param name="controller">The controller, fresh for this episode.</param>
    /// <param name="seed">The seed of the start, the noise and the pushes.</param>
    /// <param name="seconds">The duration, in seconds.</param>
    /// <param name="show">Receives each step: its time in seconds, the state, the force, and the push on the cart in newtons.</param>
    public static EpisodeResult Run(
        IController controller, int seed, double seconds, Action<double, PlantState, double, double>? show = null)
    {
        Random random = new(seed);
        PlantState state = new(Normal(random, 0.3), Normal(random, 0.2), Normal(random, 0.05), Normal(random, 0.1));
        int steps = (int)(seconds / Plant.Step);
        double squares = 0;
        double push = 0;
        int pushed = 0;
        for (int step = 0; step < steps; step++)
        {
            if (random.NextDouble() < PushesPerSecond * Plant.Step)
            {
                (push, pushed) = (Normal(random, Push), PushSteps);
            }

            double now = pushed-- > 0 ? push : 0;
            double position = state.Position + Normal(random, PositionNoise);
            double angle = state.Angle + Normal(random, AngleNoise);
            double force = controller.Force(position, angle, state);
            show?.Invoke(step * Plant.Step, state, force, now);
            state = Plant.Advance(state, force + now);
            squares += state.Angle * state.Angle;
            if (Plant.HasFailed(state))
            {
                return new EpisodeResult(step * Plant.Step, squares, step + 1);
            }
        }

        return new EpisodeResult(seconds, squares, steps);
    }

    /// <summary>Returns a normal random number (Box and Muller, 1958).</summary>
    private static double Normal(Random random, double deviation) =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
