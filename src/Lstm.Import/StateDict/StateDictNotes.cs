using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.StateDict;

/// <summary>The assumptions made about a state dict, as sentences.</summary>
/// <param name="tensors">All tensors of floats in the file.</param>
/// <param name="modules">All recurrent modules of the file.</param>
/// <param name="arrangement">The modules that are read.</param>
/// <param name="layers">The layers of each of them.</param>
/// <param name="options">The options of the import.</param>
internal sealed class StateDictNotes(
    IReadOnlyList<SourceTensor> tensors,
    IReadOnlyList<RecurrentModule> modules,
    Arrangement arrangement,
    IReadOnlyList<IReadOnlyList<ClassLayer>> layers,
    ModelReadOptions options)
{
    public IReadOnlyList<SourceNote> All =>
    [
        .. Placements()
            .Concat(Activations())
            .Concat(Convolutions())
            .Concat(Nonlinearities())
            .Concat(Normalisations())
            .Concat(Slopes())
            .Concat(Unused())
            .Select(static text => new SourceNote(text) { IsAssumption = true }),
    ];

    // Layers that the options cut off need no note.
    private HashSet<string> Within
    {
        get
        {
            string[] names = [.. layers.SelectMany(static module => module).Select(static layer => layer.Name)];
            int first = options.FirstLayer is null ? 0 : Math.Max(0, Array.IndexOf(names, options.FirstLayer));
            int last = options.LastLayer is null ? names.Length - 1 : Array.LastIndexOf(names, options.LastLayer);
            return [.. names.Skip(first).Take((last < 0 ? names.Length - 1 : last) - first + 1)];
        }
    }

    private string How => arrangement.Source == OrderSource.Definition ? "in the order of the file" : "according to their names and shapes";

    private IEnumerable<string> Placements()
    {
        if (arrangement.Source == OrderSource.Options)
        {
            yield break;
        }

        string[] recurrent = [.. arrangement.Pieces.OfType<RecurrentModule>().Select(static module => module.Name)];
        if (recurrent.Length > 1)
        {
            yield return $"The recurrent modules {Quoted(recurrent)} were connected one after the "
                + $"other, {How}. To read only one of them, use the option Module (--module PREFIX).";
        }

        string placed = string.Join(" and ", Parts().Select(static part =>
            $"{Quoted(part.Pieces.Select(static piece => piece.Name))} {(part.Pieces.Count == 1 ? "was" : "were")} placed {part.Place}"));
        if (placed.Length > 0)
        {
            yield return $"A state dict does not store how its layers are connected: {placed}, {How}.";
        }

        if (arrangement.Remark is not null)
        {
            yield return arrangement.Remark;
        }
    }

    // The layers without a state between the recurrent modules, as far as they are not cut off.
    private IEnumerable<(List<IPiece> Pieces, string Place)> Parts()
    {
        HashSet<string> within = Within;
        List<IPiece> part = [];
        RecurrentModule? before = null;
        foreach (IPiece piece in arrangement.Pieces)
        {
            if (piece is not RecurrentModule module)
            {
                part.AddRange(within.Contains(piece.Name) ? [piece] : Array.Empty<IPiece>());
                continue;
            }

            if (part.Count > 0)
            {
                yield return (part, before is null ? "before the recurrent layers" : $"after '{before.Name}'");
            }

            part = [];
            before = module;
        }

        if (part.Count > 0)
        {
            yield return (part, "after the recurrent layers");
        }
    }

    private IEnumerable<string> Activations()
    {
        HashSet<string> within = Within;
        string[] linear =
        [
            .. arrangement.Pieces.Where(IsLinear).Select(static layer => layer.Name).Where(name => within.Contains(name) && !IsGiven(name)),
        ];
        if (linear.Length > 0)
        {
            bool isRow = Parts().Any(static part => part.Pieces.Count(IsLinear) > 1);
            string several = linear.Length > 1 && isRow
                ? " Several linear layers in a row are unusual: check the forward method of the module."
                : "";
            yield return
                $"A state dict stores no activations: {Quoted(linear)} {(linear.Length == 1 ? "is" : "are")} imported as linear.{several} "
                + "To set activations, use the option Activations (--activation NAME=FUNCTION).";
        }
    }

    private static bool IsLinear(IPiece piece) => piece is DensePiece or ConvolutionPiece;

    private IEnumerable<string> Convolutions()
    {
        string[] names = NamesOf(static piece => piece is ConvolutionPiece { Kernel: > 1 });
        string[] assumed = [.. names.Where(name => !options.Dilations.Keys.Any(asked => LayerPaths.IsCalled(name, asked)))];
        if (names.Length > 0)
        {
            string verb = names.Length == 1 ? "is" : "are";
            string dilation = assumed.Length == 0 ? "" : $" {Quoted(assumed)} {(assumed.Length == 1 ? "has" : "have")} dilation 1. To set "
                + $"dilations, use the option Dilations (--dilation {assumed[0]}=2).";
            yield return $"A state dict does not store the padding, the stride and the dilation of an nn.Conv1d: {Quoted(names)} {verb} "
                + "imported as causal, with zeros before the first step and an output for each step, which depends on earlier steps only."
                + dilation;
        }
    }

    // The weights of an nn.RNN do not show which of its two functions it has.
    private IEnumerable<string> Nonlinearities()
    {
        HashSet<string> within = Within;
        string[] assumed =
        [
            .. layers.SelectMany(static module => module).OfType<SourceRecurrent>()
                .Where(layer => within.Contains(layer.Name) && layer.HasOneActivation && !IsGiven(layer.Name) && !IsGiven(layer.Module))
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

    private IEnumerable<string> Normalisations()
    {
        string[] names = NamesOf(static piece => piece is BatchNormPiece or LayerNormPiece);
        string[] layerNorms = NamesOf(static piece => piece is LayerNormPiece);
        if (names.Length > 0)
        {
            string groups = layerNorms.Length == 0 ? "" : $" By its tensors, {Quoted(layerNorms)} may also be an nn.GroupNorm.";
            yield return $"A state dict does not store the eps of a normalisation: {Quoted(names)} {(names.Length == 1 ? "is" : "are")} "
                + $"imported with PyTorch's default, 1e-5.{groups}";
        }
    }

    private IEnumerable<string> Slopes()
    {
        string[] names = NamesOf(static piece => piece is PReluPiece { IsShared: false });
        if (names.Length > 0)
        {
            yield return $"{Quoted(names)} {(names.Length == 1 ? "has" : "have")} one weight for each unit and no bias, as an nn.PReLU "
                + "has. An nn.RMSNorm has the same tensor.";
        }
    }

    // Other recurrent modules and layers that the options left out are not mentioned. Without options, other tensors are refused.
    private IEnumerable<string> Unused()
    {
        if (options.Module is null || options.FirstLayer is not null || options.LastLayer is not null)
        {
            yield break;
        }

        IReadOnlyList<IPiece> known = [.. arrangement.Pieces.Where(static piece => piece is not RecurrentModule), .. modules];
        if (UnreadTensors.TextOf(tensors, known) is { } unread)
        {
            yield return $"Not read, because the imported network does not contain them: {unread}. "
                + "If data passes through one of these tensors, the import is incomplete. To read them, name all layers in their order "
                + "with the option Layers (--layers NAMES).";
        }
    }

    private string[] NamesOf(Func<IPiece, bool> isMeant)
    {
        HashSet<string> within = Within;
        return [.. arrangement.Pieces.Where(isMeant).Select(static piece => piece.Name).Where(within.Contains).Distinct()];
    }

    private bool IsGiven(string? name) => name is not null && options.Activations.Keys.Any(asked => LayerPaths.IsCalled(name, asked));

    private static string Quoted(IEnumerable<string> names) => $"'{string.Join("', '", names)}'";
}
