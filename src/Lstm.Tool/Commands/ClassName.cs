using System.IO;
using System.Text;

namespace Lstm.Tool.Commands;

/// <summary>Derives the name of a class from the name of a file.</summary>
internal static class ClassName
{
    /// <summary>Returns "MyAmp2" for "my-amp 2.safetensors", and "Network" for a name without ASCII letters and digits.</summary>
    public static string Of(string path)
    {
        var name = new StringBuilder();
        bool startsWord = true;
        foreach (char character in Path.GetFileNameWithoutExtension(path))
        {
            if (!char.IsAsciiLetterOrDigit(character))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = false;
        }

        return name.Length == 0 || char.IsAsciiDigit(name[0]) ? $"Network{name}" : name.ToString();
    }
}
