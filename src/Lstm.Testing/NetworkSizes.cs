using System.Globalization;

namespace Lstm.Testing;

/// <summary>The sizes of a network.</summary>
internal readonly record struct NetworkSizes(int Input, int Hidden, int Layers, int Output)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"input {Input}, hidden {Hidden}, {Layers} {(Layers == 1 ? "layer" : "layers")}, output {Output}");
}
