using System;

namespace CartPole;

/// <summary>The state of a cart with a pole on a hinge.</summary>
/// <param name="Position">The position of the cart, in metres.</param>
/// <param name="Speed">The speed of the cart, in metres a second.</param>
/// <param name="Angle">The angle of the pole, in radians; 0 is upright.</param>
/// <param name="Turn">The angular speed of the pole, in radians a second.</param>
internal readonly record struct PlantState(double Position, double Speed, double Angle, double Turn);

/// <summary>
/// The physics of the cart and the pole: the equations of Florian, "Correct equations for the dynamics of the cart-pole system", 2007, with
/// friction on the cart only.
/// </summary>
internal static class Plant
{
    /// <summary>The duration of a step, in seconds.</summary>
    public const double Step = 0.001;

    /// <summary>The largest force of the motor, in newtons.</summary>
    public const double MostForce = 20;

    /// <summary>The angle beyond which the pole counts as fallen, in radians.</summary>
    public const double MostAngle = 0.5;

    /// <summary>The half of the track's length, in metres.</summary>
    public const double MostPosition = 2.4;

    private const double Cart = 1;
    private const double Pole = 0.1;
    private const double Length = 0.5;
    private const double Gravity = 9.81;
    private const double Friction = 0.1;

    /// <summary>Returns whether the pole has fallen or the cart has left the track.</summary>
    public static bool HasFailed(PlantState state) =>
        Math.Abs(state.Angle) > MostAngle || Math.Abs(state.Position) > MostPosition;

    /// <summary>Returns the state one step later. Speeds come first, then positions with the new speeds (semi-implicit Euler).</summary>
    /// <param name="state">The state.</param>
    /// <param name="force">The force on the cart, in newtons.</param>
    public static PlantState Advance(PlantState state, double force)
    {
        (double sine, double cosine) = Math.SinCos(state.Angle);
        double push = (force - Friction * state.Speed + Pole * Length * state.Turn * state.Turn * sine) / (Cart + Pole);
        double angular = (Gravity * sine - cosine * push) / (Length * (4.0 / 3 - Pole * cosine * cosine / (Cart + Pole)));
        double linear = push - Pole * Length * angular * cosine / (Cart + Pole);
        double speed = state.Speed + Step * linear;
        double turn = state.Turn + Step * angular;
        return new PlantState(state.Position + Step * speed, speed, state.Angle + Step * turn, turn);
    }
}
