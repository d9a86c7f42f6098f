using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>Chooses one recurrent module of a state dict, or connects all of them in a chain.</summary>
internal static class RecurrentChain
{
    private const int Shown = 8;

    /// <summary>Returns the module with the requested name, or the only module, or all modules as a chain.</summary>
    /// <exception cref="WeightFormatException">
    /// There is no module, there is none with the requested name, or the sizes of the modules do not form exactly one chain.
    /// </exception>
    public static IReadOnlyList<RecurrentModule> Choose(
        SourceFile file, IReadOnlyList<RecurrentModule> modules, bool inOrder, string? asked)
    {
        if (modules.Count == 0)
        {
            throw file.Refused(null, "no tensor belongs to an nn.LSTM or an nn.GRU (such as 'lstm.weight_ih_l0' and 'lstm.weight_hh_l0')");
        }

        if (asked is not null)
        {
            return modules.FirstOrDefault(module => module.IsCalled(asked)) is { } one
                ? [one]
                : throw file.Refused(
                    null, $"there is no recurrent module '{asked}'; the file has {Named(modules)}", advice: ModuleAdvice(modules));
        }

        if (modules.Count > NetworkShape.MaxLayers)
        {
            throw Unclear(file, modules, "are more than one network can have");
        }

        if (inOrder)
        {
            return IsChain(modules) ? modules : throw Unclear(file, modules, "do not form a chain by their sizes");
        }

        IReadOnlyList<RecurrentModule>? chain = modules.Count == 1 ? modules : Numbered(modules) ?? BySizes(modules);
        return chain ?? throw Unclear(file, modules, "do not form exactly one chain by their sizes");
    }

    private static bool IsChain(IReadOnlyList<RecurrentModule> modules) =>
        modules.Zip(modules.Skip(1)).All(static pair => pair.First.OutputSize == pair.Second.InputSize);

    // The items of an nn.ModuleList or an nn.Sequential have numbered names.
    private static List<RecurrentModule>? Numbered(IReadOnlyList<RecurrentModule> modules)
    {
        List<RecurrentModule>? sorted = NumberedName.Sort(modules, static module => module.Name);
        return sorted is not null && IsChain(sorted) ? sorted : null;
    }

    // Starts at each module and follows unique successors. Returns null if the sizes allow several chains, or none with all modules.
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

            // With two possible successors, the sizes do not determine the order.
            if (rest.Exists(module => module.InputSize == chain[^1].OutputSize) || (rest.Count == 0 && found is not null))
            {
                return null;
            }

            found = rest.Count == 0 ? chain : found;
        }

        return found;
    }

    private static WeightFormatException Unclear(SourceFile file, IReadOnlyList<RecurrentModule> modules, string why) =>
        file.Refused(null, $"the recurrent modules {Named(modules)} {why}", advice: ModuleAdvice(modules));

    private static string? ModuleAdvice(IEnumerable<RecurrentModule> modules) => Advice.Of(
        "Read one of them (option Module)", modules.Select(static module => Advice.Option(Advice.Module, module.Prefix.TrimEnd('.'))));

    private static string Named(IEnumerable<RecurrentModule> modules) => string.Join(", ", modules.Take(Shown).Select(static module =>
        $"'{module.Prefix.TrimEnd('.')}' ({(module.IsGru ? "GRU" : "LSTM")}, {module.InputSize} inputs, {module.OutputSize} outputs)"));
}
