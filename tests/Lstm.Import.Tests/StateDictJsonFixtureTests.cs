using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

public class StateDictJsonFixtureTests
{
    [Fact]
    public void Two_modules_and_a_linear_layer_give_torchs_outputs()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("state-dict-json", "two-modules.json"));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Fixtures.File("state-dict-json", "two-modules.expected")));
        double[] Numbers(string name) =>
        [
            .. expected.RootElement.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble()),
        ];

        Assert.Equal(ModelFormat.StateDictJson, model.Format);
        Assert.Equal("[Lstm(input: 2, hidden: 3)]", model.Layers[0].Attribute);
        LstmOracleResult found = Described.Run(model, Array.ConvertAll(Numbers("input"), static value => (float)value));
        double[] outputs = Numbers("output");
        Assert.Equal(outputs.Length, found.Outputs.Length);
        for (int index = 0; index < outputs.Length; index++)
        {
            Assert.Equal(outputs[index], found.Outputs[index], 1e-6);
        }
    }
}
