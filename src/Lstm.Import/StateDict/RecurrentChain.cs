using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.StateDict;

/// <summary>The recurrent modules of a state dict that are read, one after the other.</summary>
/// <param name="Modules">The modules.</param>
/// <param name="Between">The layers without a state after each module but the last.</param>
internal sealed record RecurrentChain(
    IReadOnlyList<RecurrentModule> Modules, IReadOnlyList<IReadOnlyList<FeedForwardPiece>> Between)
{
    private const int Shown = 8;

    /// <summary>All of them, in the order of the data.</summary>
    public IEnumerable<IPiece> Pieces => Modules.SelectMany((module, index) => (IPiece[])
        [module, .. Between.ElementAtOrDefault(index) ?? []]);

    /// <summary>Returns the module with the requested name, or the only module, or all modules as a chain.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="modules">All modules.</param>
    /// <param name="others">All layers without a state.</param>
    /// <param name="order">The meaning of their order.</param>
    /// <param name="asked">The requested name; null for none.</param>
    /// <param name="alone">Returns the options that read a module without the others; empty if there are none.</param>
    /// <exception cref="WeightFormatException">
    /// There is no module, there is none with the requested name, or the sizes of the modules do not form exactly one chain.
    /// </exception>
    public static RecurrentChain Choose(
        SourceFile file,
        IReadOnlyList<RecurrentModule> modules,
        IReadOnlyList<FeedForwardPiece> others,
        TensorOrder order,
        string? asked,
        Func<RecurrentModule, IReadOnlyList<string?>> alone)
    {
        if (modules.Count == 0)
        {
            throw file.Refused(
                null, "no tensor belongs to an nn.LSTM, an nn.GRU or an nn.RNN (such as 'lstm.weight_ih_l0' and 'lstm.weight_hh_l0')");
        }

        if (asked is not null)
        {
            return modules.FirstOrDefault(module => module.IsCalled(asked)) is { } one
                ? new RecurrentChain([one], [])
                : throw file.Refused(
                    null, $"there is no recurrent module '{asked}'; the file has {Named(modules)}", advice: ModuleAdvice(modules));
        }

        if (modules.Count > NetworkShape.MaxLayers)
        {
            throw Unclear(file, modules, alone, "are more than one network can have");
        }

        if (order != TensorOrder.Unknown)
        {
            IReadOnlyList<FeedForwardPiece>?[] between = [.. modules.Zip(modules.Skip(1), (one, next) => Within(one, next, others))];
            return between.Contains(null)
                ? throw Unclear(file, modules, alone, "do not form a chain by their sizes")
                : new RecurrentChain(modules, [.. between.OfType<IReadOnlyList<FeedForwardPiece>>()]);
        }

        IReadOnlyList<RecurrentModule>? chain = modules.Count == 1 ? modules : Numbered(modules) ?? Chain.Only(modules);
        return chain is null
            ? throw Unclear(file, modules, alone, "do not form exactly one chain by their sizes")
            : new RecurrentChain(chain, [.. chain.Skip(1).Select(static _ => (IReadOnlyList<FeedForwardPiece>)[])]);
    }

    // The layers that are defined between two modules, if they lead from one to the other. Null if nothing does.
    private static IReadOnlyList<FeedForwardPiece>? Within(
        RecurrentModule one, RecurrentModule next, IReadOnlyList<FeedForwardPiece> others)
    {
        List<FeedForwardPiece>? chain = new FeedForwardChain(one.OutputSize, forward: true).InOrder(
            others.Where(layer => layer.FirstIndex > one.LastIndex && layer.FirstIndex < next.FirstIndex));
        return chain is [.., var last] && last.OutputSize == next.InputSize ? chain : one.OutputSize == next.InputSize ? [] : null;
    }

    // The items of an nn.ModuleList or an nn.Sequential have numbered names.
    private static List<RecurrentModule>? Numbered(IReadOnlyList<RecurrentModule> modules)
    {
        List<RecurrentModule>? sorted = NumberedName.Sort(modules, static module => module.Name);
        return sorted is not null && Chain.Fits(sorted) ? sorted : null;
    }

    private static WeightFormatException Unclear(
        SourceFile file, IReadOnlyList<RecurrentModule> modules, Func<RecurrentModule, IReadOnlyList<string?>> alone, string why)
    {
        string?[] choices = [.. modules.Take(Shown).SelectMany(alone)];
        bool areModules = choices.OfType<string>().All(static choice => choice.StartsWith(Advice.Module, StringComparison.Ordinal));
        string options = areModules ? "option Module" : "options Module and Layers";
        return file.Refused(
            null, $"the recurrent modules {Named(modules)} {why}", advice: Advice.Of($"Read one of them ({options})", choices));
    }

    private static string? ModuleAdvice(IEnumerable<RecurrentModule> modules) =>
        Advice.Of("Read one of them (option Module)", modules.Select(ModuleOption));

    /// <summary>Returns the option that chooses a module; null if its name cannot be written.</summary>
    public static string? ModuleOption(RecurrentModule module) => Advice.Option(Advice.Module, module.Prefix.TrimEnd('.'));

    private static string Named(IEnumerable<RecurrentModule> modules) => string.Join(", ", modules.Take(Shown).Select(static module =>
        $"'{module.Prefix.TrimEnd('.')}' ({module.CellName}, {module.InputSize} inputs, {module.OutputSize} outputs)"));
}
