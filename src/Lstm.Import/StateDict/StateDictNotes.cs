using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.StateDict;

/// <summary>What had to be taken for granted about a state dict, in sentences.</summary>
internal static class StateDictNotes
{
    private const int ShownTensors = 6;

    public static IReadOnlyList<string> Of(
        IReadOnlyList<SourceTensor> tensors, IReadOnlyList<RecurrentModule> chosen, DenseNetwork dense, bool inOrder, ModelReadOptions options)
    {
        List<string> notes = [];
        string how = inOrder ? "in the order of the file" : "as their names and shapes tell";
        if (chosen.Count > 1)
        {
            notes.Add($"The recurrent modules {Quoted(chosen.Select(static module => module.Name))} were taken one after the other, {how}; a module to read can be chosen.");
        }

        DenseCandidate[] layers = [.. dense.Stem, .. dense.Head];
        if (layers.Length > 0)
        {
            notes.Add(
                $"A state dict does not say which layer follows which: {Placed(dense)}, {how}.");
        }

        if (dense.Remark is not null)
        {
            notes.Add(dense.Remark);
        }

        string[] linear = [.. layers.Select(static layer => layer.Name).Where(name => !options.Activations.ContainsKey(name))];
        if (linear.Length > 0)
        {
            string several = linear.Length > 1 && (dense.Stem.Count > 1 || dense.Head.Count > 1)
                ? " Several linear layers in a row are hardly what was trained: look at the module's forward."
                : "";
            notes.Add(
                $"A state dict stores no activations: {Quoted(linear)} {(linear.Length == 1 ? "was" : "were")} taken as linear.{several} "
                + "Say otherwise with the option Activations (--activation NAME=FUNCTION).");
        }

        HashSet<string?> read = [.. layers.Select(static layer => layer.Weight.Name), .. layers.Select(static layer => layer.Bias?.Name)];
        SourceTensor[] unused = [.. tensors.Where(tensor => !read.Contains(tensor.Name) && !chosen.Any(module => module.Owns(tensor.Name)))];
        if (unused.Length > 0)
        {
            string more = unused.Length > ShownTensors ? $" and {unused.Length - ShownTensors} more" : "";
            notes.Add(
                $"Not read, as no part of the network that was found: {string.Join(", ", unused.Take(ShownTensors).Select(static tensor => $"'{tensor.Name}' {tensor.ShapeText}"))}{more}. "
                + "If the data passes through one of them, this is not the whole network.");
        }

        return notes;
    }

    private static string Placed(DenseNetwork dense) => string.Join(" and ", new[] { (Layers: dense.Stem, Place: "before"), (Layers: dense.Head, Place: "after") }
        .Where(static part => part.Layers.Count > 0)
        .Select(static part => $"{Quoted(part.Layers.Select(static layer => layer.Name))} {(part.Layers.Count == 1 ? "was" : "were")} taken {part.Place} the recurrent layers"));

    private static string Quoted(IEnumerable<string> names) => $"'{string.Join("', '", names)}'";
}
