using Lstm.Shared;

namespace Lstm.Generator.Declaration;

/// <summary>Reads the cell from <c>[Lstm]</c> or <c>[Gru]</c>.</summary>
internal static class CellReader
{
    /// <summary>Returns the cell. Parameters that the attribute does not have keep the values of the plain cell.</summary>
    public static CellShape Read(Arguments arguments, bool isGru)
    {
        bool normalised = arguments.Flag("LayerNorm") ?? false;
        float? epsilon = arguments.Positive("LayerNormEpsilon");
        if (epsilon is not null && !normalised)
        {
            arguments.Conflict(
                "LayerNormEpsilon",
                "LayerNorm = false",
                "only layer normalisation uses the epsilon; set LayerNorm = true or omit LayerNormEpsilon");
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
