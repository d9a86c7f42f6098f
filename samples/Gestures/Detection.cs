namespace Gestures;

/// <summary>A gesture that the detector reported.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Step">The step after which it was reported.</param>
/// <param name="Truth">The gesture that it is, or null if it is a false alarm or the wrong gesture.</param>
internal sealed record Detection(Gesture Kind, int Step, GestureEvent? Truth);
