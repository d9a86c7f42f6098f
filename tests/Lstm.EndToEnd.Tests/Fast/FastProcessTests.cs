using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.EndToEnd.Tests.Processes;
using Xunit;

namespace Lstm.EndToEnd.Tests.Fast;

/// <summary>
/// Fast arithmetic in processes without a fused multiply-add, where products and sums are rounded apart: the same bits from every verb, and
/// outputs near to the equations.
/// </summary>
public sealed class FastProcessTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "isa fma True")]
    [InlineData("DOTNET_EnableAVX2", "isa fma False")]
    [InlineData("DOTNET_EnableHWIntrinsic", "isa fma False")]
    public void Verbs_agree_and_errors_are_small(string setting, string effect)
    {
        (string[] lines, _) = Probes.Run([FastProbe.Command], new Dictionary<string, string> { [setting] = "0" });

        Assert.Contains(effect, lines);
        string[][] networks =
            [.. lines.Where(static line => line.StartsWith("fast ", StringComparison.Ordinal)).Select(static line => line.Split(' '))];
        Assert.Equal(3, networks.Length);
        Assert.All(networks, static network =>
        {
            Assert.InRange(double.Parse(network[2], CultureInfo.InvariantCulture), 1e-7, 5e-5);
            Assert.Equal("True", network[3]);
        });
    }
}
