using System;

namespace Lstm;

/// <summary>Which module a tensor is in, by its name.</summary>
internal static class ModuleName
{
    /// <summary>What stands before a tensor's own name, a last dot included; null if that is not how the name ends.</summary>
    /// <remarks>The own name starts the name or follows a dot: <c>lm_head.weight</c> is no <c>head.weight</c>.</remarks>
    public static string? Of(string name, string ending)
    {
        if (!name.EndsWith(ending, StringComparison.Ordinal))
        {
            return null;
        }

        string module = name[..^ending.Length];
        return module.Length == 0 || module.EndsWith('.') ? module : null;
    }
}
