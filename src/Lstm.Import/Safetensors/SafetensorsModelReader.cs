using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Import.Declarations;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm.Import.Safetensors;

/// <summary>Reads safetensors: canonical files of LstmGen through the runtime's reader, all others as an unordered state dict.</summary>
internal sealed class SafetensorsModelReader : IModelReader
{
    private const int LengthBytes = 8;

    // Names of the canonical format that no training framework uses.
    private static readonly string[] OwnNames =
    [
        SelfTestTensors.InputName, SelfTestTensors.OutputName, StartTensors.InitialHiddenName, StartTensors.InitialCellName,
        LstmTensorName.WeightPeephole, LstmTensorName.WeightGateNorm,
    ];

    public bool Recognises(SourceFile file) =>
        file.Bytes.Length > LengthBytes
        && file.Bytes[LengthBytes] == '{'
        && BinaryPrimitives.ReadUInt64LittleEndian(file.Bytes) <= (ulong)(file.Bytes.Length - LengthBytes);

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        using var stream = new MemoryStream(file.Bytes, writable: false);
        SafetensorsReader reader = SafetensorsReader.Open(
            stream, file.Name, [CellSizes.MetadataKey, MergedLayers.MetadataKey, .. CanonicalNotes.Keys]);
        SafetensorsCatalog catalog = reader.Catalog;
        return IsCanonical(catalog) ? Canonical(file, catalog, options) : StateDict(file, catalog, options);
    }

    // Names such as head.weight and notes such as a sample rate also occur in other files. Without a declaration, the kinds of the cells
    // still decide the meaning of three rows per unit.
    private static bool IsCanonical(SafetensorsCatalog catalog) =>
        catalog.Metadata.ContainsKey(CanonicalNotes.Declaration)
        || (catalog.Metadata.TryGetValue(CellSizes.MetadataKey, out string? cells)
            && cells.Split(CellSizes.Separator).All(static name => CellType.All.Any(type => CellSizes.NameOf(type.Kind) == name)))
        || catalog.Tensors.Any(static tensor => OwnNames.Any(own => tensor.Name.Contains(own, StringComparison.Ordinal)));

    private static SourceModel Canonical(SourceFile file, SafetensorsCatalog catalog, ModelReadOptions options)
    {
        using var stream = new MemoryStream(file.Bytes, writable: false);
        LstmWeights weights = LstmWeights.Load(stream, file.Name, options.Module);
        NetworkShape shape = weights.Declaration is { } declaration
            ? FileDeclaration.Parse(file.Name, declaration)
            : PlainShape.Of(weights);
        NetworkMatch.Require(weights, shape);
        bool isNumbered = catalog.Find(LstmTensorName.Of("", LstmTensorName.WeightInput, layer: 0)) is null
            && catalog.Tensors.Any(static tensor => LayerNumber.Parse(tensor.Name) is { Module: "", Number: 0 });
        CanonicalNames names = isNumbered ? CanonicalNames.Numbered : CanonicalNames.Of(weights);
        return new SourceModel(ModelFormat.Safetensors, "safetensors, canonical", new CanonicalLayers(weights, shape, names).All)
        {
            Residual = shape.Residual,
            SelfTest = weights.SelfTest,
            Preprocessing = PreprocessingNotes.Read(file.Name, weights.Notes),
            Notes = weights.Declaration is null ? [new SourceNote(PlainShape.Note) { IsAssumption = true }] : [],
        };
    }

    private static SourceModel StateDict(SourceFile file, SafetensorsCatalog catalog, ModelReadOptions options)
    {
        long dataStart = file.Bytes.Length - catalog.Tensors.Select(static tensor => tensor.End).DefaultIfEmpty().Max();
        List<SourceTensor> tensors = [];
        foreach (SafetensorsTensor tensor in catalog.Tensors.OrderBy(static tensor => tensor.Name, StringComparer.Ordinal))
        {
            if (SafetensorsDtype.WeightBytes(tensor.Dtype) > 0 && tensor.Shape.All(static size => size <= int.MaxValue))
            {
                tensors.Add(new SourceTensor(file, tensor.Name, [.. tensor.Shape.Select(static size => (int)size)], () =>
                {
                    ReadOnlySpan<byte> bytes = file.Bytes.AsSpan((int)(dataStart + tensor.Begin), (int)(tensor.End - tensor.Begin));
                    float[] values = new float[bytes.Length / SafetensorsDtype.WeightBytes(tensor.Dtype)];
                    FloatDecoder.Decode(catalog, tensor, bytes, values, first: 0);
                    return values;
                }));
            }
        }

        StateDictNetwork network = StateDictNetwork.Find(file, tensors, inOrder: false, options);
        return new SourceModel(ModelFormat.Safetensors, "safetensors, a PyTorch state dict", network.Layers)
        {
            HasOrder = false,
            Preprocessing = PreprocessingOf(file, catalog),
            Notes = network.Notes,
        };
    }

    // In files of other tools, these entries can have any content.
    private static Preprocessing PreprocessingOf(SourceFile file, SafetensorsCatalog catalog)
    {
        try
        {
            return PreprocessingNotes.Read(file.Name, catalog.Metadata);
        }
        catch (WeightFormatException)
        {
            return Preprocessing.None;
        }
    }
}
