using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Golden;

/// <summary>The oracle against references of lists of layers, in doubles. Nothing of the library takes part.</summary>
public sealed class ListOracleTests
{
    // Both are doubles: they differ in the order of sums only.
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Files => new(ListReferences.Networks.Keys);

    [Theory]
    [MemberData(nameof(Files))]
    public void The_oracle_computes_the_reference(string file)
    {
        ListSpec spec = ListReferences.Networks[file];
        TensorFile reference = TensorFile.Read(TestFiles.Golden(file));

        ListWeights weights = ListTensors.WeightsOf(spec, reference.Tensors);
        float[] inputs = reference.Tensors["selftest.input"].Floats;
        LstmOracleResult found = spec.Pool is null ? LstmOracle.Run(spec, weights, inputs) : LstmOracle.Predict(spec, weights, inputs);

        AssertClose(reference.Tensors["selftest.output"].Values, found.Outputs);
        foreach (PlacedCell cell in spec.Cells)
        {
            foreach ((char letter, double[] state) in cell.Spec.States.Zip(found.States[cell.Number]))
            {
                AssertClose(reference.Tensors[$"final.{cell.Number}.{letter}"].Values, state);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_has_the_declaration_and_the_tensors_of_its_network(string file)
    {
        ListSpec spec = ListReferences.Networks[file];
        TensorFile reference = TensorFile.Read(TestFiles.Golden(file));

        TensorFile own = ListTensors.FileOf(spec, RandomWeights.Values(spec));

        Assert.Equal(own.Metadata, reference.Metadata);
        Assert.Equal(
            Shapes(own.Tensors),
            Shapes(reference.Tensors.Where(static tensor => tensor.Key.Split('.')[0] is not ("selftest" or "final"))));
    }

    [Fact]
    public void A_stack_is_the_same_as_a_list()
    {
        NetworkSpec stack = new(3, 5)
        {
            Layers = 2,
            Bidirectional = true,
            Stem = [new DenseSpec(4, Activation.Tanh)],
            Head = [new DenseSpec(2, Activation.Relu)],
        };
        RecurrentSpec layer = new(CellForm.Lstm, 5) { Bidirectional = true };
        ListSpec list = new(3, [new DenseSpec(4, Activation.Tanh), layer, layer, new DenseSpec(2, Activation.Relu)]);

        Assert.Equal(((ListSpec)stack).Text, list.Text);
        Assert.True(list.IsStack);
        Assert.Equal(4, list.Cells.Count);
        Assert.Equal(
            "[Dense(4, Activation.Tanh)]\n[Lstm(input: 3, hidden: 5, Layers = 2, Bidirectional = true, Output = 2, "
                + "OutputActivation = Activation.Relu)]",
            list.Text);
    }

    private static void AssertClose(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), static pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static IEnumerable<string> Shapes(IEnumerable<KeyValuePair<string, FileTensor>> tensors) =>
        tensors.Select(static tensor => $"{tensor.Key} {string.Join('x', tensor.Value.Shape)}").Order(StringComparer.Ordinal);
}
