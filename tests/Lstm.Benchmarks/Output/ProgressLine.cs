using System;

namespace Lstm.Benchmarks.Output;

/// <summary>One line on standard error that says what is going on; nothing at all where that is no terminal.</summary>
internal static class ProgressLine
{
    private const int Width = 78;

    /// <summary>A sink for what is going on under a heading, or null where nobody would see it.</summary>
    public static Action<string>? For(string heading) => Console.IsErrorRedirected
        ? null
        : text => Console.Error.Write("\r" + $"{heading}: {text}".PadRight(Width)[..Width]);

    /// <summary>Takes the line away again.</summary>
    public static void Clear()
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write("\r" + new string(' ', Width) + "\r");
        }
    }
}
