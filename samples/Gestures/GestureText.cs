namespace Gestures;

/// <summary>How gestures are written.</summary>
internal static class GestureText
{
    private static readonly string[] s_names =
        ["nothing", "circle right", "circle left", "swipe left", "swipe right", "push", "shake", "double tap"];

    /// <summary>Returns the name in words.</summary>
    public static string Name(this Gesture gesture) => s_names[(int)gesture];

    /// <summary>Returns one character for tables and timelines.</summary>
    public static char Symbol(this Gesture gesture) => "·↻↺←→↑≈:"[(int)gesture];
}
