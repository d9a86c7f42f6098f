using System;

namespace Lstm;

/// <summary>Determines the module of a tensor from its name.</summary>
internal static class ModuleName
{
    /// <summary>Returns the part of a name before its ending, including the final dot; null if the name does not end this way.</summary>
    /// <remarks>The ending must be the whole name or follow a dot: <c>lm_head.weight</c> does not end in <c>head.weight</c>.</remarks>
    public static string? Of(ReadOnlySpan<char> name, string ending)
    {
        if (!name.EndsWith(ending, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> module = name[..^ending.Length];
        return module.IsEmpty || module[^1] == '.' ? module.ToString() : null;
    }
}
