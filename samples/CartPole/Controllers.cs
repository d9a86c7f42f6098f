using System;

namespace CartPole;

/// <summary>A controller: from what the sensors show to a force.</summary>
internal interface IController
{
    /// <summary>The name in the table of results.</summary>
    string Name { get; }

    /// <summary>Returns the force for the next step, in newtons.</summary>
    /// <param name="position">The position that the sensor shows, in metres.</param>
    /// <param name="angle">The angle that the sensor shows, in radians.</param>
    /// <param name="truth">The state itself, which only the teacher may use.</param>
    double Force(double position, double angle, PlantState truth);
}

/// <summary>The trained policy. Its state is all it remembers of the past.</summary>
/// <param name="policy">The model, which may be shared: it does not change.</param>
internal sealed class LearnedController(BalancerPolicy policy) : IController
{
    private BalancerPolicy.State _state;

    public string Name => "trained policy, position and angle only";

    public double Force(double position, double angle, PlantState truth) =>
        policy.Step(ref _state, [(float)position, (float)angle]);
}

/// <summary>The same policy without a memory: its state is zero before each step.</summary>
/// <param name="policy">The model.</param>
internal sealed class ForgetfulController(BalancerPolicy policy) : IController
{
    public string Name => "the same policy, forgetting everything";

    public double Force(double position, double angle, PlantState truth)
    {
        BalancerPolicy.State state = default;
        return policy.Step(ref state, [(float)position, (float)angle]);
    }
}

/// <summary>
/// The textbook answer to unseen velocities: the regulator's gains on differences of the sensors' values, smoothed by a first-order filter.
/// </summary>
internal sealed class DifferenceController : IController
{
    // The best of 5, 10, 15, 20, 30 and 50 ms in the results that the program prints.
    private const double Smoothing = 0.015;

    private double _position;
    private double _angle;
    private double _speed;
    private double _turn;
    private bool _isRunning;

    public string Name => "regulator on smoothed differences";

    public double Force(double position, double angle, PlantState truth)
    {
        if (_isRunning)
        {
            double share = Plant.Step / (Smoothing + Plant.Step);
            _speed += share * ((position - _position) / Plant.Step - _speed);
            _turn += share * ((angle - _angle) / Plant.Step - _turn);
        }

        (_position, _angle, _isRunning) = (position, angle, true);
        return TeacherController.Regulate(new PlantState(position, _speed, angle, _turn));
    }
}

/// <summary>The teacher: a linear-quadratic regulator that sees the whole state without noise, as no real controller does.</summary>
internal sealed class TeacherController : IController
{
    public string Name => "the teacher, which sees the true state";

    public double Force(double position, double angle, PlantState truth) => Regulate(truth);

    /// <summary>Returns the force of the regulator. training/train.py prints the gains.</summary>
    public static double Regulate(PlantState state) => Math.Clamp(
        22.1066 * state.Position + 25.2697 * state.Speed + 140.6330 * state.Angle + 32.2835 * state.Turn,
        -Plant.MostForce,
        Plant.MostForce);
}
