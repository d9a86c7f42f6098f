using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.OnnxFormat;

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
        SignalValue output = graph.Follow();
        List<LayerPath> path = [.. LayerPath.InOrder(output.Path)];
        return new SourceModel(ModelFormat.Onnx, Detail(model, opset), [.. path.Select(static step => step.Layer)])
        {
            Residual = output.IsResidual,
            Notes = [.. path.SelectMany(static step => step.Notes), .. graph.Notes],
        };
    }

    private static ModelProto Parse(SourceFile file)
    {
        file.Budget.Take(WireScan.CostOf(file.Bytes));
        try
        {
            return Parser.ParseFrom(file.Bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw file.Error(null, "a valid ONNX model", $"'{exception.Message}'", exception);
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
