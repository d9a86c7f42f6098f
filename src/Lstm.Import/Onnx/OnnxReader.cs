using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.OnnxFormat;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>The reader for ONNX: LSTM and GRU nodes and the dense layers before and after them.</summary>
internal sealed class OnnxReader : IModelReader
{
    private const int LongestProducer = 100;

    // A limit well above the newest version of the format, which is about 25.
    private const int LargestOpset = 1000;

    private static readonly MessageParser<ModelProto> Parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    public bool Recognises(SourceFile file) => WireScan.LooksLikeModel(file.Bytes);

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        ModelProto model = Parse(file);
        int opset = OpsetOf(file, model);
        var graph = new OnnxGraph(file, model.Graph ?? throw file.Error(null, "a graph", "none"), opset);
        SignalValue output = graph.Follow(options);
        List<LayerPath> path = [.. LayerPath.InOrder(output.Path)];
        if (output.IsResidual && path[^1].Layer is SourceResidual)
        {
            // At the end of a network, the connection is a property of the network.
            path.RemoveAt(path.Count - 1);
        }

        return new SourceModel(ModelFormat.Onnx, Detail(model, opset), UnitStep.Sized(file, [.. path.Select(static step => step.Layer)]))
        {
            Residual = output.IsResidual,
            Notes =
            [
                .. path.SelectMany(static step => step.Notes.Select(note => SourceNote.About(note, step.Layer.Name))),
                .. ResetNotes(model, path),
                .. graph.Notes.Select(note => SourceNote.About(note, [.. path.TakeLast(1).Select(static step => step.Layer.Name)])),
            ],
        };
    }

    // A GRU of PyTorch always applies the reset gate after the product. torch.onnx.export(dynamo=True) has written files without the
    // attribute, whose default is 0.
    private static IEnumerable<SourceNote> ResetNotes(ModelProto model, List<LayerPath> path) =>
        from step in path
        where model.ProducerName == "pytorch" && step.Layer is SourceRecurrent { Cell.Kind: CellKind.GruResetBefore }
        select SourceNote.About(
            $"The node '{step.Layer.Name}' has linear_before_reset = 0, so the class applies the reset gate before the recurrent product. "
            + "The file comes from PyTorch, whose own GRU applies it after the product, and some exporters leave out the attribute by "
            + "mistake. Compare with outputs of the module: lstmgen verify FILE --input x.npy --output y.npy.",
            step.Layer.Name) with { IsAssumption = true };

    private static ModelProto Parse(SourceFile file)
    {
        file.Budget.Take(WireScan.CostOf(file.Bytes));
        try
        {
            return Parser.ParseFrom(file.Bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw file.Error(null, "a valid ONNX model", "damaged or truncated data", exception);
        }
    }

    private static int OpsetOf(SourceFile file, ModelProto model)
    {
        List<long> versions =
        [
            .. model.OpsetImport.Where(static opset => opset.Domain is "" or "ai.onnx").Select(static opset => opset.Version),
        ];
        return versions switch
        {
            [] => 1,
            [>= 1 and <= LargestOpset] => (int)versions[0],
            _ => throw file.Error(
                null, $"one version of ONNX's operators, from 1 to {LargestOpset}", string.Join(", ", versions.Take(8))),
        };
    }

    private static string Detail(ModelProto model, int opset)
    {
        string producer = $"{model.ProducerName} {model.ProducerVersion}".Trim();
        string shown = producer.Length <= LongestProducer ? producer : producer[..LongestProducer];
        return $"ONNX, opset {opset}" + (producer.Length == 0 ? "" : $", written by {shown}");
    }
}
