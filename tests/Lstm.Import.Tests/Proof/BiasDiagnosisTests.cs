using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>What only an import can tell of a missed self-test: the canonical weights have one bias.</summary>
public class BiasDiagnosisTests
{
    private const int Steps = 12;

    [Theory]
    [InlineData("bias_hh", "passes without the recurrent bias (bias_hh)")]
    [InlineData("bias_ih", "passes without the input bias (bias_ih)")]
    public void Outputs_of_an_engine_with_one_bias_are_diagnosed(string missing, string cause)
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("safetensors", "foreign-names.safetensors"));
        float[] inputs = RandomWeights.Inputs(Steps, 2);
        LstmOracleResult wrong = LstmOracle.Run(NetworkSpecs.Of(model.Shape), OneBias(model.Weights, missing), inputs);
        ModelDescription tested =
            model.WithSelfTest(new LstmSelfTest(Steps, inputs, [.. wrong.Outputs.Select(static value => (float)value)]));

        Assert.Contains(cause, Assert.Throws<WeightFormatException>(tested.Verify).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_right_outputs_pass()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("safetensors", "foreign-names.safetensors"));
        float[] inputs = RandomWeights.Inputs(Steps, 2);
        LstmOracleResult right = Described.Run(model, inputs);

        model.WithSelfTest(new LstmSelfTest(Steps, inputs, [.. right.Outputs.Select(static value => (float)value)])).Verify();
    }

    // The file's other bias, taken from its bytes: the last tensors by name are weight_hh and weight_ih, the two biases stand before them.
    private static LstmWeights OneBias(LstmWeights weights, string missing)
    {
        byte[] bytes = System.IO.File.ReadAllBytes(Fixtures.File("safetensors", "foreign-names.safetensors"));
        using var json = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, (int)BitConverter.ToInt64(bytes)));
        string kept = missing == "bias_hh" ? "bias_ih" : "bias_hh";
        int begin = json.RootElement.GetProperty($"model.rnn.{kept}_l0").GetProperty("data_offsets")[0].GetInt32();
        float[] bias =
        [
            .. Enumerable.Range(0, 12).Select(row => BitConverter.ToSingle(bytes, 8 + (int)BitConverter.ToInt64(bytes) + begin + 4 * row)),
        ];
        LstmLayerWeights layer = weights.Layers[0];
        return new LstmWeights([new LstmLayerWeights(2, 3, layer.Input, layer.Recurrent, bias)], weights.Head[0]);
    }
}
