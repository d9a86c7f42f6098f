using System.Collections.Generic;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>Where in a checkpoint a value stands. Not a text, of which many long ones would share most.</summary>
/// <param name="Parent">Where what holds it stands; null for the checkpoint itself.</param>
/// <param name="Name">Its name there.</param>
internal sealed record TorchPath(TorchPath? Parent, string Name)
{
    private const int LongestText = 1000;

    /// <summary>A path with dots; empty for the checkpoint itself.</summary>
    /// <exception cref="WeightFormatException">It is too long to be one.</exception>
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
