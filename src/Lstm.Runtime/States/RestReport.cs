namespace Lstm;

/// <summary>The result of a search for a steady state: see <see cref="RestStates"/>.</summary>
/// <param name="Outcome">The outcome of the search.</param>
/// <param name="Steps">The number of steps taken.</param>
/// <param name="Change">
/// The largest change of a value in the last step. For values with a magnitude above 1 it is relative. NaN if the state is not finite.
/// </param>
/// <param name="Period">
/// The number of steps after which the state of an oscillating network repeats bit for bit; 0 if no repetition was found.
/// </param>
public readonly record struct RestReport(RestOutcome Outcome, int Steps, float Change, int Period);
