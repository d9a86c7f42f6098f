using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;

namespace Lstm.Import.StateDictJson;

/// <summary>The reader for PyTorch state dicts stored as JSON: an array of numbers for each tensor, under PyTorch's names.</summary>
internal sealed class StateDictJsonReader : IModelReader
{
    private const string Nested = "state_dict";

    public bool Recognises(SourceFile file) => file.TryGetJson(out JsonObject? json) && Tensors(json).Names.Any(IsRecurrent);

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        JsonObject json = file.TryGetJson(out JsonObject? found) ? found : throw file.Error(null, "a state dict as JSON", "another file");
        JsonObject members = Tensors(json);

        // The file may contain other members; a member that is not an array of numbers is not a tensor.
        List<SourceTensor> tensors =
        [
            .. members.Names
                .Where(name => members.Members[name].Shape.Length > 0)
                .Select(name => JsonTensor.Of(name, members.Members[name])),
        ];
        StateDictNetwork network = StateDictNetwork.Find(file, tensors, inOrder: true, options);
        return new SourceModel(ModelFormat.StateDictJson, "JSON of a PyTorch state dict", network.Layers)
        {
            HasOrder = false,
            Preprocessing = new Preprocessing(JsonSignal.SampleRate(json)),
            Notes = network.Notes,
        };
    }

    private static JsonObject Tensors(JsonObject json) => json[Nested] as JsonObject ?? json;

    private static bool IsRecurrent(string name) =>
        name.Contains($"{LstmTensorName.WeightRecurrent}_l", StringComparison.Ordinal)
        || name.EndsWith(LstmTensorName.WeightRecurrent, StringComparison.Ordinal);
}
