using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The modules that the options name, in their order.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="tensors">All tensors of floats in the file.</param>
/// <param name="modules">The recurrent modules of the file.</param>
/// <param name="pieces">The other modules of the file.</param>
internal sealed class NamedChain(
    SourceFile file, IReadOnlyList<SourceTensor> tensors, IReadOnlyList<RecurrentModule> modules, StatePieces pieces)
{
    private const int Shown = 20;

    private IReadOnlyList<IPiece> All => [.. modules, .. pieces.Layers, .. pieces.Unplaced];

    /// <summary>Returns the modules of the given names.</summary>
    /// <exception cref="WeightFormatException">A name means no module, or several.</exception>
    public Arrangement Of(IReadOnlyList<string> names)
    {
        List<IPiece> chain = [.. names.Select(Find)];
        for (int index = 0; index < chain.Count; index++)
        {
            // The slope of an nn.PReLU of one weight is that of all units.
            if (chain[index] is PReluPiece { IsShared: true } shared)
            {
                chain[index] = shared with { Units = UnitsAt(chain, index) };
            }
        }

        return new Arrangement(chain, OrderSource.Options);
    }

    private static int UnitsAt(List<IPiece> chain, int index) =>
        index > 0 ? chain[index - 1].OutputSize : chain.Find(static piece => piece is not PReluPiece { IsShared: true })?.InputSize ?? 1;

    private IPiece Find(string name)
    {
        IReadOnlyList<IPiece> all = All;
        IReadOnlyList<IPiece> called = LayerPaths.Called(all, static piece => piece.Name, name);
        if (called is [var one])
        {
            return one;
        }

        string shown = string.Join(", ", (called.Count > 0 ? called : all).Take(Shown).Select(Described));
        string more = called.Count == 0 && all.Count > Shown ? $" and {all.Count - Shown} more" : "";
        string what = called.Count > 0 ? $"several layers are called '{name}': {shown}; write more of the path"
            : StatePieces.Unclear(tensors, name) is { } reason ? $"the layer '{name}' cannot be read: {reason}"
            : $"there is no layer '{name}'; the file has {shown}{more}";
        throw file.Refused(null, what);
    }

    private static string Described(IPiece piece) => $"'{piece.Name}' ({piece.Kind}, {piece.InputSize} inputs, {piece.OutputSize} outputs)";
}
