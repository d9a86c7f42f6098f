using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Compares an imported fixture with the outputs that its script computed.</summary>
internal static class FixtureOutputs
{
    // The scripts compute in double precision with the numbers that the files hold; only sums of two biases are rounded once more.
    private const double Tolerance = 2e-6;

    /// <summary>Reads a fixture and checks all its outputs.</summary>
    public static ModelDescription Check(string folder, string file)
    {
        ModelDescription model = ModelFile.Read(Fixtures.File(folder, file));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Fixtures.File(folder, Path.ChangeExtension(file, ".expected.json"))));
        double[] Values(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble())];
        Check(Values("outputs"), Described.Outputs(model, [.. Values("inputs").Select(static value => (float)value)]), Tolerance);
        return model;
    }

    /// <summary>Compares outputs.</summary>
    /// <returns>The largest error.</returns>
    public static double Check(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Zip(found, static (one, other) => Math.Abs(one - other)).Max();
        Assert.True(largest <= tolerance, FormattableString.Invariant($"the largest error is {largest:G3}, more than {tolerance:G3}"));
        return largest;
    }

    /// <summary>Numbers of a text file, one a line.</summary>
    public static double[] Lines(string path) =>
        [.. File.ReadAllLines(path)
            .Where(static line => line.Length > 0)
            .Select(static line => double.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];
}
