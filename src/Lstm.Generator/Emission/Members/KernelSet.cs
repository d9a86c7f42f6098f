using System;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>The dispatch, as the user's namespace names it.</summary>
    public string FullDispatch => "global::Lstm.Generated." + Dispatch;

    public string WideName => Class + "Kernel";

    public string WidestName => WideName + "512";

    public string NarrowName => WideName + "128";

    public string TracedName => WideName + "Traced";

    /// <summary>The kernels to choose from, the widest first. A processor takes the first whose vectors it has.</summary>
    public IReadOnlyList<KernelChoice> Choices =>
    [
        .. Choice(Widest, WidestName, "Vector512"),
        .. Choice((Widths & KernelWidths.Wide) != 0 || Widest is null && Narrow is null ? Wide : null, WideName, "Vector256"),
        .. Choice(Narrow, NarrowName, "Vector128"),
    ];

    /// <summary>
    /// The length of the buffers that a model owns for calls that need more memory than they may take from the stack, in floats; 0 if there
    /// is no such call.
    /// </summary>
    public int OwnedScratch => Needs.Where(ScratchPlan.IsOwned).DefaultIfEmpty(0).Max();

    /// <summary>
    /// Whether steps have a method of their own in the dispatch. A run may need a buffer of the model where a step does not, because it
    /// processes several steps at once.
    /// </summary>
    public bool StepsApart => Wide.Network.IsCausal && Choices.Any(
        static choice => ScratchPlan.IsOwned(choice.Plan.Scratch.Length) && !ScratchPlan.IsOwned(choice.Plan.Scratch.Step));

    /// <summary>Returns whether a call takes a buffer of the model, in any of the kernels.</summary>
    /// <param name="need">The memory that it needs, in floats.</param>
    public bool IsOwned(Func<KernelPlan, int> need) => Choices.Any(choice => ScratchPlan.IsOwned(need(choice.Plan)));

    /// <summary>The length of the memory of every call, in floats.</summary>
    private IEnumerable<int> Needs =>
        Choices.SelectMany(static choice => (int[])[choice.Plan.Scratch.Length, choice.Plan.ManyMemory])
            .Append(Traced?.Scratch.Length ?? 0)
            .Append(Wide.StateMemory);

    public static KernelSet Of(LstmModel model, KernelWidths widths) => new(
        model.Type.Name,
        KernelPlan.For(model.Shape, widens: (widths & KernelWidths.Widest) != 0),
        (widths & KernelWidths.Widest) != 0 ? KernelPlan.WidestFor(model.Shape) : null,
        (widths & KernelWidths.Narrow) != 0 ? KernelPlan.NarrowFor(model.Shape) : null,
        model.Traced ? KernelPlan.TracedFor(model.Shape) : null,
        widths);

    private static IEnumerable<KernelChoice> Choice(KernelPlan? plan, string name, string vectors) =>
        plan is null ? [] : [new KernelChoice(plan, name, vectors)];
}
