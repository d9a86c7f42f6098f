using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>Chooses among the recurrent modules of a state dict, or puts them in a row.</summary>
internal static class RecurrentChain
{
    private const int Shown = 8;

    /// <summary>The one module that was asked for, the only one, or all of them as a chain.</summary>
    /// <exception cref="WeightFormatException">There is none, or none of that name, or they do not follow each other by their sizes in just one way.</exception>
    public static IReadOnlyList<RecurrentModule> Choose(SourceFile file, IReadOnlyList<RecurrentModule> modules, bool inOrder, string? asked)
    {
        if (modules.Count == 0)
        {
            throw file.Error(null, "tensors of an nn.LSTM or nn.GRU, such as 'lstm.weight_ih_l0' and 'lstm.weight_hh_l0'", "none");
        }

        if (asked is not null)
        {
            return modules.FirstOrDefault(module => module.IsCalled(asked)) is { } one
                ? [one]
                : throw file.Error(null, $"a recurrent module '{asked}'", Named(modules));
        }

        if (modules.Count > NetworkShape.MaxLayers)
        {
            throw Unclear(file, modules, "are more than one network has layers");
        }

        if (inOrder)
        {
            return IsChain(modules) ? modules : throw Unclear(file, modules, "do not follow each other by their sizes");
        }

        IReadOnlyList<RecurrentModule>? chain = modules.Count == 1 ? modules : Numbered(modules) ?? BySizes(modules);
        return chain ?? throw Unclear(file, modules, "do not follow each other by their sizes in just one way");
    }

    private static bool IsChain(IReadOnlyList<RecurrentModule> modules) =>
        modules.Zip(modules.Skip(1)).All(static pair => pair.First.OutputSize == pair.Second.InputSize);

    // The items of an nn.ModuleList or an nn.Sequential.
    private static List<RecurrentModule>? Numbered(IReadOnlyList<RecurrentModule> modules)
    {
        List<RecurrentModule>? sorted = NumberedName.Sort(modules, static module => module.Name);
        return sorted is not null && IsChain(sorted) ? sorted : null;
    }

    // From each module its only successor; null when the sizes leave a choice, or no chain takes in all.
    private static List<RecurrentModule>? BySizes(IReadOnlyList<RecurrentModule> modules)
    {
        List<RecurrentModule>? found = null;
        foreach (RecurrentModule first in modules)
        {
            List<RecurrentModule> chain = [first];
            List<RecurrentModule> rest = [.. modules.Where(module => module != first)];
            while (rest.FindAll(module => module.InputSize == chain[^1].OutputSize) is [var next])
            {
                chain.Add(next);
                rest.Remove(next);
            }

            // Two that might come next: whether one order works or several, the sizes do not say it.
            if (rest.Exists(module => module.InputSize == chain[^1].OutputSize) || (rest.Count == 0 && found is not null))
            {
                return null;
            }

            found = rest.Count == 0 ? chain : found;
        }

        return found;
    }

    private static WeightFormatException Unclear(SourceFile file, IReadOnlyList<RecurrentModule> modules, string why) =>
        file.Error(null, "one recurrent module, or several that follow each other", $"{Named(modules)}, which {why}; choose a module by its prefix");

    private static string Named(IEnumerable<RecurrentModule> modules) => string.Join(", ", modules.Take(Shown).Select(static module =>
        $"'{module.Prefix.TrimEnd('.')}' ({(module.IsGru ? "GRU" : "LSTM")}, {module.InputSize} inputs, {module.OutputSize} outputs)"));
}
