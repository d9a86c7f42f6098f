using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.PyTorch;

/// <summary>A dictionary of named tensors in a checkpoint.</summary>
/// <param name="Path">The path of the dictionary in the checkpoint; empty for the checkpoint itself.</param>
/// <param name="Tensors">The names and tensors, in the order of the file.</param>
internal sealed record TorchStateDict(string Path, IReadOnlyList<KeyValuePair<string, PickleTensor>> Tensors)
{
    private const int MaxDepth = 64;
    private const int ShownObjects = 6;
    private const string PyTorch = "torch.";

    // A step of a walk to a container, and a tensor with its name and what the search for layers makes of it.
    private const int StepBytes = 200;
    private const int TensorBytes = 600;

    /// <summary>The functions of modules nn.RNN by the name of the module, as far as the archive stores them.</summary>
    public IReadOnlyDictionary<string, Activation> Nonlinearities { get; init; } = new Dictionary<string, Activation>();

    /// <summary>Its entries that are objects of PyTorch other than plain tensors, with the names of what makes them.</summary>
    public IReadOnlyList<string> Opaque { get; init; } = [];

    /// <summary>The prefixes of the names of its recurrent tensors.</summary>
    public IReadOnlyList<string> Recurrent { get; } =
    [
        .. Tensors.Select(static tensor => LstmTensorName.Parse(tensor.Key)).OfType<LstmTensorName>()
            .Where(static name => name.Kind is LstmTensorName.WeightInput or LstmTensorName.WeightRecurrent)
            .Select(static name => name.Prefix)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Returns all dictionaries of tensors and all TorchScript modules that contain tensors of recurrent layers.</summary>
    /// <exception cref="WeightFormatException">There are none.</exception>
    public static IReadOnlyList<TorchStateDict> All(SourceFile file, object? root, PickleReferences references)
    {
        List<TorchStateDict> found = [];
        Walk(file, root, static value => value is PickleDictionary or PickleList or PickleTuple or PickleObject, (path, value) =>
        {
            TorchStateDict? dict = value switch
            {
                PickleDictionary dictionary when dictionary.Items.Exists(static item => item.Value is PickleTensor) => Of(file, dictionary),
                PickleObject script => OfScript(file, script),
                _ => null,
            };
            if (dict?.Recurrent.Count > 0)
            {
                found.Add(dict with { Path = TorchPath.TextOf(file, path) });
            }

            return value is not PickleObject;
        });
        return found.Count > 0 ? found : throw ForeignObjects.Refusal(file, root, references.Code);
    }

    /// <summary>Chooses a dictionary. Returns it and the options with the names that it gives to its modules.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="all">All dictionaries, at least one.</param>
    /// <param name="options">The options, whose names of modules may start with the path of a dictionary.</param>
    /// <exception cref="WeightFormatException">
    /// There are several, and the requested modules do not identify one.
    /// </exception>
    public static (TorchStateDict Dict, ModelReadOptions Options) Choose(
        SourceFile file, IReadOnlyList<TorchStateDict> all, ModelReadOptions options)
    {
        if (options.Module is not null)
        {
            string asked = options.Module.TrimEnd('.');
            List<(TorchStateDict Dict, string Prefix)> fitting =
            [
                .. all.SelectMany(static dict => dict.Recurrent.Select(prefix => (Dict: dict, Prefix: prefix)))
                    .Where(item => item.Dict.Named(item.Prefix) == asked || item.Prefix.TrimEnd('.') == asked),
            ];
            List<(TorchStateDict Dict, string Prefix)> whole = fitting.FindAll(item => item.Dict.Named(item.Prefix) == asked);
            if ((whole.Count == 1 ? whole : fitting) is [var (chosen, prefix)])
            {
                return (chosen, options with { Module = prefix });
            }
        }

        List<(TorchStateDict Dict, ModelReadOptions Options)> having = options.Layers.Count == 0 ? [] :
        [
            .. all.Select(dict => (Dict: dict, Options: options with { Layers = [.. options.Layers.Select(dict.Within)] }))
                .Where(static item => item.Options.Layers.All(item.Dict.Has)),
        ];
        if (having is [var one])
        {
            return one;
        }

        if (all.Count == 1)
        {
            return (all[0], options);
        }

        string[] modules = [.. all.SelectMany(static dict => dict.Recurrent.Select(dict.Named)).Take(8)];
        throw file.Refused(
            null,
            $"several dictionaries contain tensors of recurrent layers; their modules are '{string.Join("', '", modules)}'",
            advice: Advice.Of("Read one of them (option Module)", modules.Select(static module => Advice.Option(Advice.Module, module))));
    }

    // The name of a module in the dictionary: without the path of the dictionary.
    private string Within(string module) =>
        Path.Length > 0 && module.StartsWith(Path + ".", StringComparison.Ordinal) && Has(module[(Path.Length + 1)..])
            ? module[(Path.Length + 1)..]
            : module;

    // Whether the dictionary has tensors of a module.
    private bool Has(string module) => Tensors.Any(tensor =>
        tensor.Key.LastIndexOf('.') is > 0 and int dot && LayerPaths.IsCalled(tensor.Key[..dot], module));

    private string Named(string prefix) => $"{Path}{(Path.Length > 0 && prefix.Length > 0 ? "." : "")}{prefix.TrimEnd('.')}";

    private static TorchStateDict Of(SourceFile file, PickleDictionary dictionary)
    {
        List<KeyValuePair<string, PickleTensor>> tensors = [];
        List<string> opaque = [];
        foreach ((string name, object? value) in dictionary.Items)
        {
            if (value is PickleTensor tensor)
            {
                file.Budget.Take(TensorBytes);
                tensors.Add(new(name, tensor));
            }
            else if (value is PickleForeign made && ForeignObjects.IsOfRecurrent(name))
            {
                throw ForeignObjects.NotPlain(file, name, made);
            }
            else if (value is PickleForeign foreign && foreign.Name.StartsWith(PyTorch, StringComparison.Ordinal)
                && opaque.Count < ShownObjects)
            {
                opaque.Add($"'{name}' ({foreign.Name})");
            }
        }

        return new TorchStateDict("", tensors) { Opaque = opaque };
    }

    // Submodules are attributes. Lists of tensors (_flat_weights) only repeat the parameters.
    private static TorchStateDict OfScript(SourceFile file, PickleObject script)
    {
        List<KeyValuePair<string, PickleTensor>> tensors = [];
        Dictionary<string, Activation> nonlinearities = new(StringComparer.Ordinal);
        Walk(file, script, static value => value is PickleObject, (path, value) =>
        {
            foreach (KeyValuePair<string, object?> attribute in ((PickleObject)value).Attributes?.Items ?? [])
            {
                if (attribute.Value is PickleTensor tensor)
                {
                    string name = TorchPath.TextOf(file, new TorchPath(path, attribute.Key));
                    file.Budget.Take(TensorBytes);
                    file.Budget.TakeText(2 * name.Length);
                    tensors.Add(new(name, tensor));
                }
                else if (attribute is { Key: "nonlinearity", Value: "tanh" or "relu" })
                {
                    string module = TorchPath.TextOf(file, path);
                    file.Budget.TakeText(2 * module.Length);
                    nonlinearities[module.Length == 0 ? CellSizes.NameOf(CellKind.Rnn) : module] =
                        attribute.Value is "relu" ? Activation.Relu : Activation.Tanh;
                }
            }

            return true;
        });
        return new TorchStateDict("", tensors) { Nonlinearities = nonlinearities };
    }

    // Visits the values in the order of the file, each value once even if it is referred to several times.
    private static void Walk(SourceFile file, object? root, Func<object, bool> isNode, Func<TorchPath?, object, bool> visit)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<(object? Value, TorchPath? Path, int Depth)> left = new();
        left.Push((root, null, 0));
        while (left.TryPop(out (object? Value, TorchPath? Path, int Depth) next))
        {
            if (next.Value is null || !isNode(next.Value) || !seen.Add(next.Value))
            {
                continue;
            }

            if (next.Depth > MaxDepth)
            {
                throw file.Error(null, $"a checkpoint nested at most {MaxDepth} deep", "a deeper one");
            }

            if (visit(next.Path, next.Value))
            {
                IEnumerable<(string Name, object? Value)> children = Children(next.Value)
                    .Where(child => child.Value is not null && isNode(child.Value));
                foreach ((string name, object? value) in children.Reverse())
                {
                    // Modules may share their parts, and each module is walked for itself.
                    file.Budget.Take(StepBytes);
                    left.Push((value, new TorchPath(next.Path, name), next.Depth + 1));
                }
            }
        }
    }

    private static IEnumerable<(string Name, object? Value)> Children(object value) => value switch
    {
        PickleDictionary dictionary => dictionary.Items.Select(static item => (item.Key, item.Value)),
        PickleObject script => (script.Attributes?.Items ?? []).Select(static item => (item.Key, item.Value)),
        PickleList list => list.Items.Select(static (item, index) => ($"{index}", item)),
        PickleTuple tuple => tuple.Items.Select(static (item, index) => ($"{index}", item)),
        _ => [],
    };
}
