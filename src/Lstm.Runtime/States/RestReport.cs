namespace Lstm;

/// <summary>How a search for a state of rest ended: see <see cref="RestStates"/>.</summary>
/// <param name="Outcome">What became of the network.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="Change">
/// The largest change of a value in the last step; of a value above 1 relative to it. NaN where the state is not finite.
/// </param>
/// <param name="Period">The steps after which an oscillating network's state comes back bit for bit; 0 where it was not seen to.</param>
public readonly record struct RestReport(RestOutcome Outcome, int Steps, float Change, int Period);
