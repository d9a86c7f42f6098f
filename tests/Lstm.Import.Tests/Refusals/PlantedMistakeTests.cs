using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>Plants each known mistake into each fixture, and expects the diagnosis to name one that mends it.</summary>
public sealed class PlantedMistakeTests(ITestOutputHelper output)
{
    private const int Steps = 48;

    // Of the fixtures without a self-test, the ordinary tier takes one in so many.
    private const int Stride = 8;

    [Fact]
    public void A_planted_mistake_is_named_or_listed_as_not_tested()
    {
        int named = 0;
        int untested = 0;
        foreach ((string path, ModelDescription model) in Proved())
        {
            IReadOnlyList<string> passing = SelfTestReach.Of(model.Shape, model.Weights)!.PassingMistakes;
            foreach ((SelfTestHypothesis mistake, LstmWeights wrong) in Planted(model))
            {
                SelfTestComparison comparison = Compare(mistake.Network, wrong, model);
                if (comparison.Passes)
                {
                    untested++;
                    Assert.Contains(mistake.Explanation, passing);
                    continue;
                }

                named++;
                string explanation = SelfTestDiagnosis.Explain(mistake.Network, wrong, comparison);
                Assert.True(
                    explanation.StartsWith("the self-test passes if ", StringComparison.Ordinal),
                    $"{path}: {mistake.Explanation}: {explanation}");
            }
        }

        output.WriteLine($"{named} mistakes named, {untested} not tested by the self-test of their file");
        Assert.InRange(named, 500, int.MaxValue);
    }

    // The self-test in the file, or one from the oracle.
    private static IEnumerable<(string Path, ModelDescription Model)> Proved()
    {
        HashSet<string> declarations = [];
        IEnumerable<string> paths = [TestFiles.Golden("torch-1x16-dense1"), .. Fixtures.Models.Select(static model => model.Path)];
        foreach (string path in paths)
        {
            ModelDescription model = ModelFile.Read(path);
            if (model.Weights.SelfTest is not null)
            {
                yield return (path, model);
            }
            else if (declarations.Add(model.Declaration) && (Tier.IsFull || declarations.Count % Stride == 0))
            {
                LstmSelfTest test = TestOf(model);
                if (test.Output.ContainsAnyExcept(0f))
                {
                    yield return (path, model.WithSelfTest(test));
                }
            }
        }
    }

    private static LstmSelfTest TestOf(ModelDescription model)
    {
        float[] inputs = model.Shape.Vocabulary is > 0 and var tokens
            ? [.. Enumerable.Range(0, Steps).Select(step => (float)(3 * step % tokens))]
            : RandomWeights.Inputs(Steps, model.Weights.InputSize, seed: 31, bound: 2);
        return new LstmSelfTest(
            Steps, inputs, [.. Described.Outputs(model, inputs).Select(static value => (float)value)]);
    }

    // A correction is a mistake in right weights if another correction undoes it.
    private static IEnumerable<(SelfTestHypothesis Mistake, LstmWeights Wrong)> Planted(ModelDescription model)
    {
        uint right = model.Weights.Checksum;
        foreach (SelfTestHypothesis mistake in SelfTestHypotheses.Of(model.Shape, model.Weights))
        {
            LstmWeights wrong = mistake.Mend(model.Weights);
            bool keepsStart = wrong.InitialHidden.Length == model.Weights.InitialHidden.Length;
            if (mistake.Family != SelfTestHypotheses.Same
                && keepsStart
                && (mistake.Network != model.Shape || wrong.Checksum != right)
                && SelfTestHypotheses.Of(mistake.Network, wrong).Any(cure =>
                    cure.Family != SelfTestHypotheses.Same && cure.Network == model.Shape && cure.Mend(wrong).Checksum == right))
            {
                yield return (mistake, wrong);
            }
        }
    }

    private static SelfTestComparison Compare(NetworkShape network, LstmWeights wrong, ModelDescription model)
    {
        float[] found = new float[model.Weights.SelfTest!.Output.Length];
        foreach ((int step, double[] values) in ReferenceNetwork.RunSelfTest(network, wrong))
        {
            for (int value = 0; value < values.Length; value++)
            {
                found[step * values.Length + value] = (float)values[value];
            }
        }

        return SelfTestComparison.Of(
            model.Weights.SelfTest.Output, found, SelfTests.ToleranceFor(model.Weights, model.Shape, model.Weights.SelfTest));
    }
}
