using System.IO;
using System.Linq;
using System.Text;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

public sealed class StateDictJsonTests(ITestOutputHelper output)
{
    [Fact]
    public void A_real_state_dict_of_two_modules_is_one_class_of_four_layers_and_gives_its_published_outputs()
    {
        string? folder = TestFiles.Case("rtneural-torch-lstm4");
        if (folder is null)
        {
            output.WriteLine("Not run: ../shared/cases/rtneural-torch-lstm4 is not beside the repository.");
            return;
        }

        ModelDescription model = ModelFile.Read(Path.Combine(folder, "model.json"));
        double error = FixtureOutputs.Check(
            FixtureOutputs.Lines(Path.Combine(folder, "y.csv")),
            Described.Run(model, [.. FixtureOutputs.Lines(Path.Combine(folder, "x.csv")).Select(static value => (float)value)]).Outputs,
            1e-6);
        Assert.Equal(ModelFormat.StateDictJson, model.Format);
        Assert.Equal("[Lstm(input: 1, hidden: 8, Layers = 4, Output = 1)]", model.Declaration);
        output.WriteLine($"Run: {folder}, largest error {error:G3}");
    }

    [Fact]
    public void A_state_dict_may_be_nested_and_have_company()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(
            """
            {"epoch": 3, "state_dict": {"note": "hello",
             "rnn.weight_ih_l0": [[1, 2], [3, 4], [5, 6], [7, 8]], "rnn.weight_hh_l0": [[1], [2], [3], [4]],
             "rnn.bias_ih_l0": [1, 2, 3, 4], "rnn.bias_hh_l0": [10, 20, 30, 40]}}
            """));
        ModelDescription model = ModelFile.Read(stream);

        Assert.Equal("[Lstm(input: 2, hidden: 1)]", model.Declaration);
        Assert.Equal([11f, 22f, 33f, 44f], model.Weights.Layers[0].Bias.ToArray());
    }

    [Theory]
    [InlineData("[[1, 2], [3], [5, 6], [7, 8]]", "expected 2 numbers, found 1")]
    [InlineData("[[1, 2], [3, 4], [5, 6]]", "rnn.weight_ih_l0")]
    public void Arrays_that_are_not_tensors_are_refused(string weights, string message) => Assert.Contains(
        message,
        DamagedFixture.Refusal(
            "{\"rnn.weight_ih_l0\": "
                + weights
                + ", \"rnn.weight_hh_l0\": [[1], [2], [3], [4]], \"rnn.bias_ih_l0\": [1, 2, 3, 4], \"rnn.bias_hh_l0\": [1, 2, 3, 4]}"),
        System.StringComparison.Ordinal);
}
