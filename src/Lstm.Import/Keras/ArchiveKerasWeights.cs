using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Keras.Hdf5;

namespace Lstm.Import.Keras;

/// <summary>
/// The weights of a .keras archive, which are numbered within each layer. Keras derives the name of a layer's group from its class and its
/// order.
/// </summary>
internal sealed class ArchiveKerasWeights(SourceFile file, Hdf5File hdf5) : KerasWeights
{
    // Keras 2.12 uses the second name.
    private static readonly string[] s_roots = ["layers", "_layer_checkpoint_dependencies"];

    public override IReadOnlyDictionary<string, SourceTensor> Of(KerasLayer layer, KerasPart part, IReadOnlyList<string> names)
    {
        string[] steps = (layer.ClassName, part) switch
        {
            (_, KerasPart.Forward) => ["forward_layer", "cell"],
            (_, KerasPart.Backward) => ["backward_layer", "cell"],
            ("TimeDistributed", _) => ["layer"],
            _ when KerasCell.Is(layer.ClassName) => ["cell"],
            _ => [],
        };
        string group = Find(AutomaticName(layer), steps) ?? throw file.Error(
            FaultPlace.Layer(layer.Name),
            $"weights under '{s_roots[0]}/{string.Join('/', (string[])[layer.AutomaticName, .. steps])}'",
            "none");

        Dictionary<string, SourceTensor> found = new(StringComparer.Ordinal);
        int count = 0;
        for (; hdf5.Contains(Numbered(group, count)); count++)
        {
            string path = Numbered(group, count);
            string name = count < names.Count
                ? names[count]
                : throw file.Error(path, $"{names.Count} weights in layer '{layer.Name}'", "more");
            if (HasEffect(name))
            {
                found.Add(name, hdf5.Tensor(path, path));
            }
        }

        return found;
    }

    // Keras 3 also stores the name of the layer. If it differs from the name expected by order, it has priority.
    private string AutomaticName(KerasLayer layer)
    {
        string? stored = NameOf(layer.AutomaticName);
        if (stored is null || stored == layer.Name)
        {
            return layer.AutomaticName;
        }

        string snake = layer.AutomaticName.TrimEnd("0123456789".ToCharArray()).TrimEnd('_');
        for (int number = 0; ; number++)
        {
            string name = number == 0 ? snake : FormattableString.Invariant($"{snake}_{number}");
            if (Find(name, []) is null)
            {
                throw file.Error(FaultPlace.Layer(layer.Name), "weights stored under the name of the layer", $"weights of '{stored}'");
            }

            if (NameOf(name) == layer.Name)
            {
                return name;
            }
        }
    }

    private string? NameOf(string automaticName) => Find(automaticName, []) is { } group ? hdf5.Text($"{group}/vars", "name") : null;

    // On Windows, Keras 2 separates layer names with backslashes.
    private string? Find(string automaticName, string[] steps) => s_roots
        .SelectMany(root =>
        {
            string[] parts = [root, automaticName, .. steps];
            return (string[])[string.Join('/', parts), string.Join('\\', parts)];
        })
        .FirstOrDefault(path => hdf5.Contains($"{path}/vars"));

    private static string Numbered(string group, int number) => FormattableString.Invariant($"{group}/vars/{number}");
}
