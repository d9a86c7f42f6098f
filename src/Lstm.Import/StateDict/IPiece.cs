using System.Collections.Generic;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>A module of a state dict that becomes one layer or several.</summary>
internal interface IPiece : IChained
{
    /// <summary>The name of the module.</summary>
    string Name { get; }

    /// <summary>The kind of the module, for messages.</summary>
    string Kind { get; }

    /// <summary>The position of its first tensor in the file.</summary>
    int FirstIndex { get; }

    /// <summary>Whether a tensor belongs to it.</summary>
    bool Owns(string tensor);

    /// <summary>Checks and decodes its layers.</summary>
    /// <exception cref="WeightFormatException">A tensor is missing, or has the wrong shape or values.</exception>
    IReadOnlyList<ClassLayer> ToLayers();
}
