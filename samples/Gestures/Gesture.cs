namespace Gestures;

/// <summary>What a hand does, in the order of the network's outputs.</summary>
internal enum Gesture
{
    /// <summary>No gesture: resting, walking, reaching for something, stirring, a bump.</summary>
    Nothing,

    /// <summary>A circle, clockwise for the person who draws it.</summary>
    CircleRight,

    /// <summary>A circle, counter-clockwise.</summary>
    CircleLeft,

    /// <summary>A fast line to the left.</summary>
    SwipeLeft,

    /// <summary>A fast line to the right.</summary>
    SwipeRight,

    /// <summary>Forward and back.</summary>
    Push,

    /// <summary>Some quick oscillations.</summary>
    Shake,

    /// <summary>Two taps on the band.</summary>
    DoubleTap,
}
