using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.StateDict;

/// <summary>The assumptions made about a state dict, as sentences.</summary>
internal static class StateDictNotes
{
    private const int ShownTensors = 6;

    public static IReadOnlyList<string> Of(
        IReadOnlyList<SourceTensor> tensors,
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

        HashSet<string?> read = [.. layers.Select(static layer => layer.Weight.Name), .. layers.Select(static layer => layer.Bias?.Name)];
        SourceTensor[] unused =
        [
            .. tensors.Where(tensor => !read.Contains(tensor.Name) && !chosen.Any(module => module.Owns(tensor.Name))),
        ];
        if (unused.Length > 0)
        {
            string shown = string.Join(", ", unused.Take(ShownTensors).Select(static tensor => $"'{tensor.Name}' {tensor.ShapeText}"));
            string more = unused.Length > ShownTensors ? $" and {unused.Length - ShownTensors} more" : "";
            notes.Add(
                $"Not read, because the imported network does not contain them: {shown}{more}. "
                + "If data passes through one of these tensors, the import is incomplete.");
        }

        return notes;
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
