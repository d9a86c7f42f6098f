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

    private IReadOnlyList<IPiece> All => [.. modules, .. pieces.Layers, .. pieces.Unplaced, .. pieces.Embeddings];

    /// <summary>Returns the modules of the given names.</summary>
    /// <exception cref="WeightFormatException">A name means no module, or several.</exception>
    public Arrangement Of(IReadOnlyList<string> names)
    {
        List<IPiece> chain = [.. names.Select(Find)];
        for (int index = 0; index < chain.Count; index++)
        {
            chain[index] = Matrix(chain, index);
        }

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

    // A matrix without bias is that of an nn.Embedding or of an nn.Linear. If the sizes beside it fit only one of them, it is this one.
    private static IPiece Matrix(List<IPiece> chain, int index)
    {
        int? before = index > 0 ? chain[index - 1].OutputSize : null;
        int? after = index < chain.Count - 1 ? chain[index + 1].InputSize : null;
        return chain[index] switch
        {
            EmbeddingPiece { Weight: var table, FirstIndex: var first } embedding
                when IsDense(table) && !(before is null && table.Shape[1] == after) =>
                new DensePiece(embedding.Name, table, null, first),
            DensePiece { Bias: null, Weight: var table, FirstIndex: var first } dense
                when before is null && table.Shape[1] == after && table.Shape[0] != after =>
                new EmbeddingPiece(dense.Name, table, first),
            IPiece other => other,
        };

        bool IsDense(SourceTensor table) => (before is null || table.Shape[1] == before) && (after is null || table.Shape[0] == after);
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
