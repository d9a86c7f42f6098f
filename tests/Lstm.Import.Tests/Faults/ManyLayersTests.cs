using System.IO;
using System.Linq;
using System.Text;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Models whose many layers are all right: looking for the weights of each among all takes the square of their number.</summary>
public class ManyLayersTests
{
    [Fact]
    public void The_layers_of_TensorFlow_js_find_their_weights_without_looking_all_of_them_through()
    {
        const int layers = 900;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("weights.bin"), new byte[2 * sizeof(float) * layers]);
        string all = string.Join(',', Enumerable.Range(0, layers).Select(static number =>
            $$$"""{"class_name":"Dense","config":{"name":"d{{{number}}}","units":1}}"""));
        string weights = string.Join(',', Enumerable.Range(0, layers).Select(static number =>
            $$"""{"name":"d{{number}}/kernel","dtype":"float32","shape":[1,1]},"""
            + $$"""{"name":"d{{number}}/bias","dtype":"float32","shape":[1]}"""));
        byte[] model = Encoding.UTF8.GetBytes(
            $$"""{"modelTopology":{"class_name":"Sequential","config":[{{all}}]},"""
            + $$"""  "weightsManifest":[{"weights":[{{weights}}],"paths":["weights.bin"]}]}""");

        Assert.Null(FaultRun.FirstFault([new DamagedFile("many layers", model, folder.Path)]));
    }
}
