using System;
using Xunit;

namespace Lstm.Import.Tests;

public sealed class AidaXTests
{
    [Fact]
    public void A_plain_network_gives_the_outputs_of_torch_and_passes_its_self_test()
    {
        ModelDescription model = FixtureOutputs.Check("aidax", "plain.json");

        Assert.Equal(ModelFormat.AidaX, model.Format);
        Assert.Equal("[Lstm(input: 1, hidden: 3, Output = 1)]", model.Declaration);
        Assert.Equal(new Preprocessing(48000, -3.5, 1.25), model.Preprocessing);
        Assert.Equal(24, model.Weights.SelfTest!.Steps);
    }

    [Fact]
    public void The_self_test_of_a_network_with_a_knob_has_the_knob_at_zero()
    {
        ModelDescription model = FixtureOutputs.Check("aidax", "skip-knob.aidax");

        Assert.Equal("[Lstm(input: 2, hidden: 3, Output = 1, Residual = true)]", model.Declaration);
        Assert.Equal(48000, model.Preprocessing.SampleRate);
        Assert.Equal(48, model.Weights.SelfTest!.Input.Length);
        Assert.Equal(0, model.Weights.SelfTest.Input[1]);
        Assert.NotEqual(0, model.Weights.SelfTest.Input[2]);
    }

    [Theory]
    [InlineData("\"in_skip\": 1", "\"in_skip\": 2", "'in_skip': expected 0 or 1 (1 adds the input to the output), found 2")]
    [InlineData("\"in_skip\": 1", "\"in_skip\": 0", "selftest.output")]
    [InlineData(
        "\"output_batch\": [",
        "\"output_batch\": [0.5, ",
        "'output_batch': expected 24 samples, the length of input_batch, found 25")]
    [InlineData("\"output_batch\"", "\"other\"", "a member 'output_batch'")]
    [InlineData("\"in_gain\": -3.5", "\"in_gain\": \"loud\"", "'in_gain': expected a number, found 'loud'")]
    public void Unsupported_parts_that_change_the_outputs_are_refused(string old, string replacement, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(DamagedFixture.With(Fixtures.File("aidax", "skip-knob.aidax"), old, replacement)),
        StringComparison.Ordinal);

    [Fact]
    public void Damage_throws_WeightFormatException() => DamagedFixture.Check(Fixtures.File("aidax", "plain.json"));
}
