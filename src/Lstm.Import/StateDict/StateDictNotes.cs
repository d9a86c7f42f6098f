using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The assumptions made about a state dict, as sentences.</summary>
internal static class StateDictNotes
{
    private const int ShownTensors = 6;

    public static IReadOnlyList<SourceNote> Of(
        IReadOnlyList<SourceTensor> tensors,
        IReadOnlyList<RecurrentModule> all,
        IReadOnlyList<RecurrentModule> chosen,
        DenseNetwork dense,
        bool inOrder,
        ModelReadOptions options) =>
    [
        .. Notes(tensors, all, chosen, Within(dense, options), inOrder, options)
            .Select(static text => new SourceNote(text) { IsAssumption = true }),
    ];

    // Layers that the options cut off need no note.
    private static DenseNetwork Within(DenseNetwork dense, ModelReadOptions options)
    {
        DenseCandidate[] all = [.. dense.Stem, .. dense.Head];
        int first = Array.FindIndex(all, layer => layer.Name == options.FirstLayer);
        int last = Array.FindIndex(all, layer => layer.Name == options.LastLayer);

        // The name of a recurrent layer cuts off all dense layers on its side.
        int stemFrom = options.FirstLayer is null ? 0 : first >= 0 ? first : dense.Stem.Count;
        int headTo = options.LastLayer is null ? all.Length : last >= 0 ? last + 1 : dense.Stem.Count;
        return dense with
        {
            Stem = [.. dense.Stem.Skip(stemFrom)],
            Head = [.. dense.Head.Take(Math.Max(0, headTo - dense.Stem.Count))],
        };
    }

    private static List<string> Notes(
        IReadOnlyList<SourceTensor> tensors,
        IReadOnlyList<RecurrentModule> all,
        IReadOnlyList<RecurrentModule> chosen,
        DenseNetwork dense,
        bool inOrder,
        ModelReadOptions options)
    {
        List<string> notes = [];
        string how = inOrder ? "in the order of the file" : "according to their names and shapes";
        if (chosen.Count > 1)
        {
            notes.Add(
                $"The recurrent modules {Quoted(chosen.Select(static module => module.Name))} were connected one after the other, {how}. "
                + "To read only one of them, use the option Module (--module PREFIX).");
        }

        DenseCandidate[] layers = [.. dense.Stem, .. dense.Head];
        if (layers.Length > 0)
        {
            notes.Add($"A state dict does not store how its layers are connected: {Placed(dense)}, {how}.");
        }

        if (dense.Remark is not null)
        {
            notes.Add(dense.Remark);
        }

        string[] linear = [.. layers.Select(static layer => layer.Name).Where(name => !options.Activations.ContainsKey(name))];
        if (linear.Length > 0)
        {
            string several = linear.Length > 1 && (dense.Stem.Count > 1 || dense.Head.Count > 1)
                ? " Several linear layers in a row are unusual: check the forward method of the module."
                : "";
            notes.Add(
                $"A state dict stores no activations: {Quoted(linear)} {(linear.Length == 1 ? "is" : "are")} imported as linear.{several} "
                + "To set activations, use the option Activations (--activation NAME=FUNCTION).");
        }

        AddUnused(notes, tensors, all, chosen, layers, options);
        return notes;
    }

    // Modules and layers that the options left out are not mentioned.
    private static void AddUnused(
        List<string> notes,
        IReadOnlyList<SourceTensor> tensors,
        IReadOnlyList<RecurrentModule> all,
        IReadOnlyList<RecurrentModule> chosen,
        DenseCandidate[] layers,
        ModelReadOptions options)
    {
        if (options.FirstLayer is not null || options.LastLayer is not null)
        {
            return;
        }

        HashSet<string?> read = [.. layers.Select(static layer => layer.Weight.Name), .. layers.Select(static layer => layer.Bias?.Name)];
        IReadOnlyList<RecurrentModule> known = options.Module is null ? chosen : all;
        SourceTensor[] unused =
        [
            .. tensors.Where(tensor => !read.Contains(tensor.Name) && !known.Any(module => module.Owns(tensor.Name))),
        ];
        if (unused.Length > 0)
        {
            string shown = string.Join(", ", unused.Take(ShownTensors).Select(static tensor => $"'{tensor.Name}' {tensor.ShapeText}"));
            string more = unused.Length > ShownTensors ? $" and {unused.Length - ShownTensors} more" : "";
            notes.Add(
                $"Not read, because the imported network does not contain them: {shown}{more}. "
                + "If data passes through one of these tensors, the import is incomplete.");
        }
    }

    private static string Placed(DenseNetwork dense)
    {
        (IReadOnlyList<DenseCandidate> Layers, string Place)[] parts = [(dense.Stem, "before"), (dense.Head, "after")];
        return string.Join(" and ", parts.Where(static part => part.Layers.Count > 0).Select(static part =>
            $"{Quoted(part.Layers.Select(static layer => layer.Name))} "
            + $"{(part.Layers.Count == 1 ? "was" : "were")} placed {part.Place} the recurrent layers"));
    }

    private static string Quoted(IEnumerable<string> names) => $"'{string.Join("', '", names)}'";
}
