using System.Collections.Generic;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>
/// The path of a value in a checkpoint. Paths share their parents, because many long strings with common prefixes would take too much
/// memory.
/// </summary>
/// <param name="Parent">The path of the container; null if the container is the checkpoint itself.</param>
/// <param name="Name">The name of the value in its container.</param>
internal sealed record TorchPath(TorchPath? Parent, string Name)
{
    private const int LongestText = 1000;

    /// <summary>Returns a path with dots; empty for the checkpoint itself.</summary>
    /// <exception cref="WeightFormatException">The path is too long.</exception>
    public static string TextOf(SourceFile file, TorchPath? path)
    {
        Stack<string> names = new();
        int length = 0;
        for (TorchPath? part = path; part is not null; part = part.Parent)
        {
            names.Push(part.Name);
            length += part.Name.Length + 1;
            if (length > LongestText)
            {
                throw file.Error(null, $"names of at most {LongestText} characters", "a longer one");
            }
        }

        return string.Join('.', names);
    }
}
