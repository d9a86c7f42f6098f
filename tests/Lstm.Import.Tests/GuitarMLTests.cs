using System;
using Xunit;

namespace Lstm.Import.Tests;

public sealed class GuitarMLTests
{
    [Theory]
    [InlineData("lstm", "[Lstm(input: 1, hidden: 4, Output = 1, Residual = true)]")]
    [InlineData("lstm-two-layers", "[Lstm(input: 2, hidden: 4, Layers = 2, Output = 1, Residual = true)]")]
    [InlineData("gru", "[Gru(input: 1, hidden: 4, Output = 1)]")]
    [InlineData("lstm-no-bias", "[Lstm(input: 1, hidden: 4, Output = 1)]")]
    public void Networks_give_the_outputs_of_torch(string name, string declaration)
    {
        ModelDescription model = FixtureOutputs.Check("guitarml", $"{name}.json");

        Assert.Equal(ModelFormat.GuitarML, model.Format);
        Assert.Equal(declaration, model.Declaration);
        Assert.Equal("rec.weight_ih_l0", model.Layers[0].Tensors[0].Source);
        Assert.Equal("lin", model.Layers[^1].Name);
        Assert.Equal(name == "lstm-no-bias" ? 1 : 2, model.Layers[^1].Tensors.Count);
    }

    [Theory]
    [InlineData("\"skip\": 1", "\"skip\": 2", "'model_data.skip': expected 0 or 1")]
    [InlineData("\"unit_type\": \"LSTM\"", "\"unit_type\": \"RNN\"", "expected 'LSTM' or 'GRU', found 'RNN'")]
    [InlineData("\"unit_type\": \"LSTM\"", "\"unit_type\": \"GRU\"", "'rec.weight_ih_l0': expected shape [12, 1]")]
    [InlineData(
        "\"SimpleRNN\"",
        "\"GatedConvNet\"",
        "expected 'SimpleRNN', the only recurrent network of the trainer, found 'GatedConvNet'")]
    [InlineData(
        "\"hidden_size\": 4",
        "\"hidden_size\": 5",
        "'rec.weight_ih_l0': expected shape [20, 1] for input_size 1, hidden_size 5 and output_size 1, found shape [16, 1]")]
    [InlineData("\"input_size\": 1", "\"input_size\": 2", "expected shape [16, 2] for input_size 2")]
    [InlineData("\"output_size\": 1", "\"output_size\": 2", "'lin.weight': expected shape [2, 4]")]
    [InlineData("\"num_layers\": 1", "\"num_layers\": 2", "a member 'rec.weight_ih_l1'")]
    [InlineData("\"num_layers\": 1", "\"num_layers\": 2000000000", "'model_data.num_layers': expected 1 to 8, found 2000000000")]
    [InlineData("\"bias_fl\": true", "\"bias_fl\": false", "'lin.bias': expected only the tensors for num_layers 1 and bias_fl false")]
    public void Unsupported_networks_are_refused(string old, string replacement, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(DamagedFixture.With(Fixtures.File("guitarml", "lstm.json"), old, replacement)),
        StringComparison.Ordinal);

    [Fact]
    public void Layers_that_are_not_declared_are_refused() => Assert.Contains(
        "'rec.weight_ih_l1': expected only the tensors for num_layers 1",
        DamagedFixture.Refusal(
            DamagedFixture.With(Fixtures.File("guitarml", "lstm-two-layers.json"), "\"num_layers\": 2", "\"num_layers\": 1")),
        StringComparison.Ordinal);

    [Fact]
    public void Damage_throws_WeightFormatException() => DamagedFixture.Check(Fixtures.File("guitarml", "gru.json"));
}
