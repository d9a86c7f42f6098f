using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>The objects of a checkpoint that only Python can make: the reason why it has no readable tensors of recurrent layers.</summary>
internal static class ForeignObjects
{
    private const int StepBytes = 100;
    private const string Expected = "a checkpoint of tensors and plain containers";
    private const string StateDict = "save the state_dict() of the model instead: torch.save(model.state_dict(), path)";
    private const string Modules = "torch.nn.modules";

    /// <summary>Returns the exception for a checkpoint without a dictionary of tensors of recurrent layers.</summary>
    /// <param name="file">The file.</param>
    /// <param name="root">The checkpoint.</param>
    /// <param name="code">The functions and classes that it refers to.</param>
    public static WeightFormatException Refusal(SourceFile file, object? root, IReadOnlyList<PickleGlobal> code)
    {
        // Most telling first: tensors of recurrent layers inside of an object, then a module, then any other object.
        PickleForeign? module = null;
        PickleForeign? other = null;
        foreach ((object value, PickleForeign? outer) in Values(file, root))
        {
            if (value is PickleDictionary dictionary
                && dictionary.Items.FirstOrDefault(static item => IsOfRecurrent(item.Key) && item.Value is PickleTensor or PickleForeign)
                    is { Key: not null } tensor)
            {
                return (outer, tensor.Value) switch
                {
                    (not null, _) => Inside(file, outer),
                    (null, PickleForeign made) => NotPlain(file, tensor.Key, made),
                    _ => Nothing(file),
                };
            }

            module ??= value is PickleForeign candidate && IsModule(candidate) ? outer ?? candidate : null;
            other ??= value is PickleForeign first ? outer ?? first : null;
        }

        return (module ?? other ?? code.Select(static one => new PickleForeign(one.Name)).FirstOrDefault()) is { } found
            ? Inside(file, found)
            : Nothing(file);
    }

    /// <summary>Returns the exception for a tensor that is sparse, quantized or an object of another kind.</summary>
    public static WeightFormatException NotPlain(SourceFile file, string name, PickleForeign made) => file.Error(
        name,
        "a dense tensor of floats",
        $"one that '{made.Name}' makes; convert it before you save the state dict, with to_dense() or dequantize()");

    /// <summary>Whether a name is that of a tensor by which recurrent layers are found.</summary>
    public static bool IsOfRecurrent(string name) =>
        LstmTensorName.Parse(name) is { Kind: LstmTensorName.WeightInput or LstmTensorName.WeightRecurrent };

    private static WeightFormatException Nothing(SourceFile file) => file.Error(
        null,
        "a dictionary with tensors of an nn.LSTM, nn.GRU or nn.RNN, such as 'lstm.weight_ih_l0'",
        "none in this checkpoint");

    private static WeightFormatException Inside(SourceFile file, PickleForeign outer)
    {
        string what = IsModule(outer) ? "a pickled nn.Module that only Python can run"
            : outer.IsInstance ? "an object that only Python can make, and the weights are inside of it"
            : "code that only Python can run";
        return file.Error(null, Expected, $"'{outer.Name}', {what}; {StateDict}");
    }

    private static bool IsModule(PickleForeign value) =>
        value.Name.StartsWith(Modules, StringComparison.Ordinal)
        || value.Parts.OfType<PickleDictionary>().Any(static state => state.Items.Exists(static item => item.Key == "_parameters"));

    // All values in the order of the file, each once, with the outermost object that they are inside of. Ends early if there are too many.
    private static IEnumerable<(object Value, PickleForeign? Outer)> Values(SourceFile file, object? root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<(object? Value, PickleForeign? Outer)> left = new([(root, null)]);
        while (left.TryPop(out (object? Value, PickleForeign? Outer) next))
        {
            if (next.Value is null || !seen.Add(next.Value))
            {
                continue;
            }

            yield return (next.Value, next.Outer);
            PickleForeign? outer = next.Outer ?? next.Value as PickleForeign;
            foreach (object? child in Children(next.Value).Reverse())
            {
                if (!file.Budget.TryTake(StepBytes))
                {
                    yield break;
                }

                left.Push((child, outer));
            }
        }
    }

    private static IEnumerable<object?> Children(object value) => value switch
    {
        PickleDictionary dictionary => dictionary.Items.Select(static item => item.Value),
        PickleObject script => script.Attributes?.Items.Select(static item => item.Value) ?? [],
        PickleList list => list.Items,
        PickleTuple tuple => tuple.Items,
        PickleForeign foreign => foreign.Parts,
        _ => [],
    };
}
