using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The assumptions made about a state dict, as sentences.</summary>
/// <param name="tensors">All tensors of floats in the file.</param>
/// <param name="all">All recurrent modules of the file.</param>
/// <param name="chain">The modules that are read, and the dense layers between them.</param>
/// <param name="dense">The other dense layers.</param>
/// <param name="layers">All layers, in the order of the data.</param>
/// <param name="order">The meaning of the order of the tensors.</param>
/// <param name="options">The options of the import.</param>
internal sealed class StateDictNotes(
    IReadOnlyList<SourceTensor> tensors,
    IReadOnlyList<RecurrentModule> all,
    RecurrentChain chain,
    DenseNetwork dense,
    IReadOnlyList<SourceLayer> layers,
    TensorOrder order,
    ModelReadOptions options)
{
    private const int ShownTensors = 6;

    public IReadOnlyList<SourceNote> All =>
    [
        .. Placements()
            .Concat(Activations())
            .Concat(Nonlinearities())
            .Concat(Unused())
            .Select(static text => new SourceNote(text) { IsAssumption = true }),
    ];

    // Layers that the options cut off need no note.
    private HashSet<string> Within
    {
        get
        {
            string[] names = [.. layers.Select(static layer => layer.Name)];
            int first = options.FirstLayer is null ? 0 : Math.Max(0, Array.IndexOf(names, options.FirstLayer));
            int last = options.LastLayer is null ? names.Length - 1 : Array.LastIndexOf(names, options.LastLayer);
            return [.. names.Skip(first).Take((last < 0 ? names.Length - 1 : last) - first + 1)];
        }
    }

    private string How => order == TensorOrder.Definition ? "in the order of the file" : "according to their names and shapes";

    private DenseCandidate[] Dense => [.. dense.Stem, .. chain.Between.SelectMany(static between => between), .. dense.Head];

    private IEnumerable<string> Placements()
    {
        if (chain.Modules.Count > 1)
        {
            yield return $"The recurrent modules {Quoted(chain.Modules.Select(static module => module.Name))} were connected one after the "
                + $"other, {How}. To read only one of them, use the option Module (--module PREFIX).";
        }

        HashSet<string> within = Within;
        string placed = string.Join(" and ", Parts()
            .Select(part => (Names: part.Layers.Select(static layer => layer.Name).Where(within.Contains).ToArray(), part.Place))
            .Where(static part => part.Names.Length > 0)
            .Select(static part => $"{Quoted(part.Names)} {(part.Names.Length == 1 ? "was" : "were")} placed {part.Place}"));
        if (placed.Length > 0)
        {
            yield return $"A state dict does not store how its layers are connected: {placed}, {How}.";
        }

        if (dense.Remark is not null)
        {
            yield return dense.Remark;
        }
    }

    private IEnumerable<(IReadOnlyList<DenseCandidate> Layers, string Place)> Parts() =>
    [
        (dense.Stem, "before the recurrent layers"),
        .. chain.Between.Select((between, index) => (between, $"after '{chain.Modules[index].Name}'")),
        (dense.Head, "after the recurrent layers"),
    ];

    private IEnumerable<string> Activations()
    {
        HashSet<string> within = Within;
        string[] linear =
        [
            .. Dense.Select(static layer => layer.Name).Where(name => within.Contains(name) && !options.Activations.ContainsKey(name)),
        ];
        if (linear.Length > 0)
        {
            bool isRow = Parts().Any(part => part.Layers.Count(layer => within.Contains(layer.Name)) > 1);
            string several = linear.Length > 1 && isRow
                ? " Several linear layers in a row are unusual: check the forward method of the module."
                : "";
            yield return
                $"A state dict stores no activations: {Quoted(linear)} {(linear.Length == 1 ? "is" : "are")} imported as linear.{several} "
                + "To set activations, use the option Activations (--activation NAME=FUNCTION).";
        }
    }

    // The weights of an nn.RNN do not show which of its two functions it has.
    private IEnumerable<string> Nonlinearities()
    {
        HashSet<string> within = Within;
        string[] assumed =
        [
            .. layers.OfType<SourceRecurrent>()
                .Where(layer => within.Contains(layer.Name) && layer.HasOneActivation && !options.Activations.Keys.Any(layer.IsCalled))
                .Select(static layer => layer.Module ?? layer.Name)
                .Distinct(),
        ];
        if (assumed.Length > 0)
        {
            string verb = assumed.Length == 1 ? "is" : "are";
            yield return
                $"A state dict does not store the nonlinearity of an nn.RNN: {Quoted(assumed)} {verb} imported with PyTorch's default "
                + "nonlinearity, tanh. For relu, use the option Activations "
                + $"(--activation {assumed[0]}=Relu).";
        }
    }

    // Modules and layers that the options left out are not mentioned.
    private IEnumerable<string> Unused()
    {
        if (options.FirstLayer is not null || options.LastLayer is not null)
        {
            yield break;
        }

        HashSet<string?> read = [.. Dense.Select(static layer => layer.Weight.Name), .. Dense.Select(static layer => layer.Bias?.Name)];
        IReadOnlyList<RecurrentModule> known = options.Module is null ? chain.Modules : all;
        SourceTensor[] unused =
        [
            .. tensors.Where(tensor => !read.Contains(tensor.Name) && !known.Any(module => module.Owns(tensor.Name))),
        ];
        if (unused.Length > 0)
        {
            string shown = string.Join(", ", unused.Take(ShownTensors).Select(static tensor => $"'{tensor.Name}' {tensor.ShapeText}"));
            string more = unused.Length > ShownTensors ? $" and {unused.Length - ShownTensors} more" : "";
            yield return $"Not read, because the imported network does not contain them: {shown}{more}. "
                + "If data passes through one of these tensors, the import is incomplete.";
        }
    }

    private static string Quoted(IEnumerable<string> names) => $"'{string.Join("', '", names)}'";
}
