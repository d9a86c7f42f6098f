using System;
using System.Collections.Generic;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The interpreter of cells gives the values of the formulas that it replaced.</summary>
public sealed class ReferenceCellTests
{
    private const int Steps = 20;

    public static TheoryData<int> Cases => Variants.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_variant_has_the_values_of_its_formulas(int index) => Agrees(Variants.All[index], index);

    [Fact]
    public void Networks_by_chance_have_the_values_of_their_formulas()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            Agrees(Variants.ByChance(seed), seed);
        }
    }

    private static void Agrees(NetworkSpec spec, int seed)
    {
        CellPlace place = Variants.ShapeOf(spec).Cells[0];
        LstmLayerWeights weights = RandomWeights.Create(spec, seed).Layers[0];
        double[] hidden = Doubles(RandomWeights.Inputs(1, place.Shape.Width, seed + 1));
        double[] cell = Doubles(RandomWeights.Inputs(1, place.Shape.Hidden, seed + 2));
        Dictionary<char, double[]> states = new() { ['h'] = hidden };
        if (place.Shape.IsLstm)
        {
            states.Add('c', [.. cell]);
        }

        ReferenceCell interpreter = new(place.Shape, weights, states);
        TextbookCell formulas = new(place.Shape, weights, hidden, cell);
        for (int step = 0; step < Steps; step++)
        {
            double[] x = Doubles(RandomWeights.Inputs(1, place.Inputs, seed * Steps + step));
            double[] expected = formulas.Step(x);
            double[] found = interpreter.Step(x);
            Assert.Equal(expected.Length, found.Length);
            for (int unit = 0; unit < found.Length; unit++)
            {
                Assert.True(
                    Math.Abs(expected[unit] - found[unit]) <= 1e-12 * Math.Max(1, Math.Abs(expected[unit])),
                    $"{spec}, step {step}, unit {unit}: {expected[unit]} and {found[unit]}");
            }
        }
    }

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, static value => (double)value);
}
