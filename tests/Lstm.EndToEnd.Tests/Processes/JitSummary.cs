using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>A method that the JIT compiled: an entry of DOTNET_JitDisasmSummary.</summary>
/// <param name="Type">The type's full name, as the JIT prints it.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Tier">How it was compiled: "Tier0", "FullOpts", "FullOpts switched to MinOpts", …</param>
/// <param name="CodeSize">Bytes of machine code.</param>
internal sealed partial record JitSummary(string Type, string Method, string Tier, int CodeSize)
{
    public static IReadOnlyList<JitSummary> Read(string file)
    {
        List<JitSummary> methods = [];
        foreach (string line in File.ReadLines(file))
        {
            Match match = Line.Match(line);
            if (match.Success)
            {
                methods.Add(new JitSummary(
                    match.Groups["type"].Value, match.Groups["method"].Value, match.Groups["tier"].Value,
                    int.Parse(match.Groups["size"].Value, CultureInfo.InvariantCulture)));
            }
        }

        return methods;
    }

    // "   9: JIT compiled Namespace.Type:Method(byref):int [FullOpts, IL size=120, code size=300]"
    [GeneratedRegex(@"^\s*\d+: JIT compiled (?<type>[^:\s]+):(?<method>[^\s(\[]+).* \[(?<tier>[^,\]]+),.*code size=(?<size>\d+)")]
    private static partial Regex Line { get; }
}
