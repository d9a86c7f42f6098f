using Lstm;

namespace CartPole;

/// <summary>
/// The policy: the normaliser of its observations, an LSTM that finds the velocities, a dense layer, and the scale of the motor's force.
/// Two inputs, the position in metres and the angle in radians, give one output, the force in newtons.
/// </summary>
[Affine]
[Lstm(input: 2, hidden: 16)]
[Dense(1, Activation.Tanh)]
[Affine]
internal sealed partial class BalancerPolicy;
