using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Golden;

/// <summary>Every reference file of a list of layers, through a class that is declared as the file says.</summary>
public sealed class ListGoldenTests
{
    private static readonly CompiledNetworks s_compiled = new(
        "LstmGen.Golden.Lists", ListReferences.Networks.Values.Where(NetworkSpecs.IsKnown));

    /// <summary>Cells that the library does not have yet are left out.</summary>
    public static TheoryData<string> Files => new(
        ListReferences.Networks.Where(static file => NetworkSpecs.IsKnown(file.Value)).Select(static file => file.Key));

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_and_final_states_are_those_of_the_reference(string file)
    {
        ListSpec spec = ListReferences.Networks[file];
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(file));
        LstmSelfTest test = weights.SelfTest!;
        TensorFile reference = TensorFile.Read(TestFiles.Golden(file));

        // Taking the weights runs the self-test as well.
        float[] inputs = test.Input.ToArray();
        StartState? start = GoldenTests.StartOf(test, weights);
        Trace found = spec.Pool is null
            ? s_compiled.Create(spec, weights).Run(inputs, start)
            : s_compiled.CreatePooled(spec, weights).Predict(inputs, start);

        GoldenTests.AssertClose(test, found);
        foreach (PlacedCell cell in spec.Cells)
        {
            foreach ((int state, char letter) in cell.Spec.States.Index())
            {
                AssertClose(reference.Tensors[$"final.{cell.Number}.{letter}"].Values, found.States[cell.Number][state]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Weights_that_miss_their_self_test_are_refused(string file)
    {
        ListSpec spec = ListReferences.Networks[file];
        LstmWeights sound = LstmWeights.Load(TestFiles.Golden(file));
        LstmSelfTest test = sound.SelfTest!;
        float[] outputs = test.Output.ToArray();
        outputs[^1] += 0.01f;
        LstmWeights wrong = new(
            sound.Sequence, sound.InitialHidden, sound.InitialCell, new LstmSelfTest(test.Steps, test.Input, outputs));

        // Creation by reflection wraps what a constructor throws.
        Exception thrown = Assert.ThrowsAny<Exception>(() => s_compiled.Create(spec, wrong));
        Assert.IsType<WeightFormatException>(thrown.InnerException ?? thrown);
    }

    private static void AssertClose(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }
}
