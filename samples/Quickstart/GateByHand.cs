namespace Quickstart;

/// <summary>The values of a gate, [hidden].</summary>
/// <param name="Before">The pre-activations.</param>
/// <param name="After">The values after the sigmoid or tanh.</param>
internal sealed record GateByHand(double[] Before, double[] After);
