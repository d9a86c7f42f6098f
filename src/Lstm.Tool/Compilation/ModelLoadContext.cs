using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace Lstm.Tool.Compilation;

/// <summary>The collectible load context of one compiled network.</summary>
internal sealed class ModelLoadContext() : AssemblyLoadContext("Compiled network", isCollectible: true)
{
    public Assembly Load(byte[] assembly)
    {
        using var stream = new MemoryStream(assembly);
        return LoadFromStream(stream);
    }

    // The network must implement the interfaces of the runtime library that the tool itself has loaded, in any load context.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == typeof(LstmWeights).Assembly.GetName().Name ? typeof(LstmWeights).Assembly : null;
}
