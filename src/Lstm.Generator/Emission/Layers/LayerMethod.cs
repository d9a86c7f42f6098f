using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// The method of a recurrent layer: its name, its parameters and its calls, for whoever declares it and whoever calls it.
/// </summary>
/// <param name="plan">The kernel.</param>
/// <param name="run">The layers that the layer is one of.</param>
/// <param name="layer">The layer.</param>
internal sealed class LayerMethod(KernelPlan plan, RecurrentRun run, RecurrentPlan layer)
{
    private readonly RecurrentPlan _form = run.MethodOf(layer);

    public string Name { get; } = run.NameOf(layer);

    /// <summary>The name of the method that computes the input half of its sums for several steps.</summary>
    public string InputsName => Name + "Inputs";

    public string Signature =>
        $"private static void {Name}({(HasConstants ? "ref float constants, " : "")}ref float weights, ref float h, ref float x" +
        $"{(HasSums ? ", ref float sums" : "")}{(GoesBack ? ", bool backwards" : "")}{(LooksAhead ? ", bool ahead" : "")})";

    /// <summary>Whether a caller may have computed the input half of the sums.</summary>
    public bool LooksAhead => _form is TiledLayer { LooksAhead: true };

    private bool HasConstants => _form is RegisterLayer;

    private bool HasSums => plan.Scratch.Length > 0;

    private bool GoesBack => _form is TiledLayer { BackAndForth: true };

    /// <summary>Returns a call.</summary>
    /// <param name="weights">The first weight of the cell.</param>
    /// <param name="state">The first value of its state.</param>
    /// <param name="input">Its first input.</param>
    /// <param name="turn">The number whose last bit is the direction of the walk over the tiles.</param>
    /// <param name="sums">The scratch memory.</param>
    /// <param name="isAhead">Whether the input half of its sums is there already.</param>
    public string Call(string weights, string state, string input, string turn, string sums = "sums", bool isAhead = false) =>
        $"{Name}({(HasConstants ? "ref weights, " : "")}ref {weights}, ref {state}, ref {input}{(HasSums ? $", ref {sums}" : "")}" +
        $"{(GoesBack ? $", backwards: ({turn} & 1) != 0" : "")}{(LooksAhead ? $", ahead: {(isAhead ? "true" : "false")}" : "")});";
}
