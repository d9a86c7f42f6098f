using Lstm.Shared;

namespace Lstm.Generator.Declaration;

/// <summary>Reads what <c>[Lstm]</c> and <c>[Gru]</c> say about the cell.</summary>
internal static class CellReader
{
    /// <summary>The cell. What an attribute has no parameter for stays as it is in the plain cell.</summary>
    public static CellShape Read(Arguments arguments, bool isGru)
    {
        bool normalised = arguments.Flag("LayerNorm") ?? false;
        float? epsilon = arguments.Positive("LayerNormEpsilon");
        if (epsilon is not null && !normalised)
        {
            arguments.Conflict(
                "LayerNormEpsilon", "LayerNorm", "an epsilon is added to the variances of a normalisation, and there is none; set LayerNorm = true or leave LayerNormEpsilon out");
        }

        return new CellShape(KindOf(arguments, isGru), arguments.Size("hidden", 1, NetworkShape.MaxSize))
        {
            Projection = arguments.Size("Projection", 0, NetworkShape.MaxSize),
            Peephole = arguments.Flag("Peephole") ?? false,
            CoupledGates = arguments.Flag("CoupledGates") ?? false,
            LayerNorm = normalised,
            LayerNormEpsilon = epsilon ?? CellShape.DefaultLayerNormEpsilon,
            StochasticForget = arguments.Flag("StochasticForget") ?? false,
            GateActivation = arguments.CellFunction("Gate", Activation.Sigmoid),
            CellActivation = arguments.CellFunction("Cell", Activation.Tanh),
            HiddenActivation = arguments.CellFunction("Hidden", Activation.Tanh),
            Clip = arguments.Limit("Clip"),
            CellClip = arguments.Limit("CellClip"),
        };
    }

    private static CellKind KindOf(Arguments arguments, bool isGru) =>
        !isGru ? CellKind.Lstm :
        arguments.Flag("ResetAfter") ?? true ? CellKind.GruResetAfter :
        CellKind.GruResetBefore;
}
