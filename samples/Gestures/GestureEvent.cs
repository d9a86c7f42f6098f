namespace Gestures;

/// <summary>A gesture that the hand made.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Start">The step at which it began.</param>
/// <param name="End">The step at which it ended.</param>
internal sealed record GestureEvent(Gesture Kind, int Start, int End);
