namespace Quickstart;

/// <summary>A gate's pre-activations, and what its sigmoid or tanh makes of them; both [hidden].</summary>
internal sealed record GateByHand(double[] Before, double[] After);
