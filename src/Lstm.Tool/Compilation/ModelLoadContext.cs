using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Lstm.Tool.Compilation;

/// <summary>Holds the assembly of one compiled network, and goes with it.</summary>
internal sealed class ModelLoadContext() : AssemblyLoadContext("Compiled network", isCollectible: true)
{
    public Assembly Load(byte[] assembly)
    {
        using var stream = new MemoryStream(assembly);
        return LoadFromStream(stream);
    }

    // The interfaces have to be those of the tool, in whatever context it was loaded itself.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == typeof(LstmWeights).Assembly.GetName().Name ? typeof(LstmWeights).Assembly : null;
}
