using System.Collections.Generic;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>The kernels of a class and their names.</summary>
/// <param name="Class">The name of the class.</param>
/// <param name="Wide">The kernel for vectors of eight floats. It is always printed: other kernels and the class refer to its parts.</param>
/// <param name="Widest">The kernel for vectors of sixteen floats, or null.</param>
/// <param name="Narrow">The kernel for vectors of four floats, or null where tests leave it out.</param>
/// <param name="Traced">The kernel that leaves a trace, or null.</param>
/// <param name="Widths">The kernels that the class may choose from.</param>
internal sealed record KernelSet(
    string Class, KernelPlan Wide, KernelPlan? Widest, KernelPlan? Narrow, KernelPlan? Traced, KernelWidths Widths)
{
    public string Dispatch => Class + "Dispatch";

    public string WideName => Class + "Kernel";

    public string WidestName => WideName + "512";

    public string NarrowName => WideName + "128";

    public string TracedName => WideName + "Traced";

    /// <summary>The kernels to choose from, the widest first. A processor takes the first whose vectors it has.</summary>
    public IReadOnlyList<KernelChoice> Choices
    {
        get
        {
            List<KernelChoice> choices = [];
            if (Widest is not null)
            {
                choices.Add(new KernelChoice(Widest, WidestName, "Vector512"));
            }

            if ((Widths & KernelWidths.Wide) != 0 || Widest is null && Narrow is null)
            {
                choices.Add(new KernelChoice(Wide, WideName, "Vector256"));
            }

            if (Narrow is not null)
            {
                choices.Add(new KernelChoice(Narrow, NarrowName, "Vector128"));
            }

            return choices;
        }
    }

    public static KernelSet Of(LstmModel model, KernelWidths widths) => new(
        model.Type.Name,
        KernelPlan.For(model.Shape),
        (widths & KernelWidths.Widest) != 0 ? KernelPlan.WidestFor(model.Shape) : null,
        (widths & KernelWidths.Narrow) != 0 ? KernelPlan.NarrowFor(model.Shape) : null,
        model.Traced ? KernelPlan.TracedFor(model.Shape) : null,
        widths);
}
