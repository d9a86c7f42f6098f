using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

public class SafetensorsTests
{
    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("torch-2x8-dense1")]
    [InlineData("torch-6x16-projection8")]
    [InlineData("torch-5x20-start")]
    public void Golden_files_are_read_as_canonical(string name)
    {
        ModelDescription model = ModelFile.Read(TestFiles.Golden(name));

        Assert.Equal(ModelFormat.Safetensors, model.Format);
        Assert.NotNull(model.Weights.SelfTest);
        Assert.StartsWith("[Lstm(input: ", model.Declaration);
        Assert.Contains(model.Notes, static note => note.Contains("the defaults are assumed", System.StringComparison.Ordinal));
    }

    [Fact]
    public void A_canonical_file_says_which_declaration_it_belongs_to()
    {
        ModelDescription model = ModelFile.Read(TestFiles.Golden("torch-1x16-dense1"));
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        LstmWeights loaded = LstmWeights.Load(stream);

        Assert.Equal(model.Declaration, loaded.Declaration);
        stream.Position = 0;
        ModelDescription again = ModelFile.Read(stream);
        Assert.Equal(model.Declaration, again.Declaration);
        Assert.Empty(again.Notes);
        Assert.Equal(model.Weights.Layers[0].Recurrent, again.Weights.Layers[0].Recurrent);
        Assert.Equal(model.Layers.Select(static layer => layer.Attribute), again.Layers.Select(static layer => layer.Attribute));
    }
}
