using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;

namespace Lstm.Import.PyTorch;

/// <summary>
/// The reader for PyTorch checkpoints: zip archives, the legacy format (before version 1.6), and TorchScript. It runs no code from the
/// file.
/// </summary>
internal sealed class PyTorchModelReader : IModelReader
{
    private const string Pickle = "data.pkl";

    // The checkpoint in an archive of Stable-Baselines3.
    private const string Policy = "policy.pth";
    private const int FirstNameBytes = 128;
    private const int ProtocolVersion = 1001;

    // A pickle of protocol 2 whose value is the number 0x1950a86a20f9469cfc6c.
    private static ReadOnlySpan<byte> LegacyStart =>
        [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.'];

    public bool Recognises(SourceFile file)
    {
        if (!ZipContainer.Recognises(file))
        {
            return file.StartsWith(LegacyStart);
        }

        // Usually the first entry. This check also recognises a truncated archive.
        if (file.Bytes.AsSpan(0, Math.Min(FirstNameBytes, file.Bytes.Length)).IndexOf("/data.pkl"u8) >= 0)
        {
            return true;
        }

        try
        {
            ZipContainer zip = file.OpenZip();
            return zip.Names.Any(static name => IsPickle(name) || name == Policy);
        }
        catch (WeightFormatException)
        {
            return false;
        }
    }

    public SourceModel Read(SourceFile file, ModelReadOptions options)
    {
        if (file.StartsWith(LegacyStart))
        {
            return Legacy(file, options);
        }

        ZipContainer zip = file.OpenZip();
        if (zip.Contains(Policy))
        {
            SourceModel policy = Read(file.Inner(zip.Read(Policy)), options);
            return policy with { FormatDetail = $"{policy.FormatDetail} in an archive of Stable-Baselines3" };
        }

        string[] pickles = [.. zip.Names.Where(IsPickle)];
        string root = pickles is [var only]
            ? only[..^Pickle.Length]
            : throw file.Error(null, $"one entry '{Pickle}' in the zip archive", $"{pickles.Length}");
        string order = root + "byteorder";
        if (zip.Contains(order) && Encoding.ASCII.GetString(zip.Read(order)).Trim() is not "little" and var other)
        {
            throw file.Error(
                FaultPlace.Entry(order),
                "little",
                $"'{other}': a checkpoint from a big-endian machine; load and save it on a little-endian machine");
        }

        bool isScript = zip.Contains(root + "constants.pkl");
        PickleReferences references = new();
        object? checkpoint = Unpickler.Read(new PickleBytes(file, zip.Read(root + Pickle), 0), references);
        string detail = isScript ? "PyTorch, TorchScript" : "PyTorch, a zip checkpoint";
        return Model(file, TorchStateDict.All(file, checkpoint, references), new ZipStorages(file, zip, root), detail, options);
    }

    private static bool IsPickle(string entry) => Path.GetFileName(entry) == Pickle && entry.AsSpan().Count('/') == 1;

    // Five pickles: a magic number, the version, the machine, the checkpoint, and the keys of the storages that follow.
    private static SourceModel Legacy(SourceFile file, ModelReadOptions options)
    {
        var bytes = new PickleBytes(file, file.Bytes, LegacyStart.Length);
        object? version = Unpickler.Read(bytes);
        if (version is not (long)ProtocolVersion)
        {
            throw file.Error(null, $"version {ProtocolVersion} of the legacy format", PickleTensors.Described(version));
        }

        object? machine = Unpickler.Read(bytes);
        if (machine is not PickleDictionary system || system.Items.Find(static item => item.Key == "little_endian").Value is not true)
        {
            throw file.Error(
                null,
                "a checkpoint from a little-endian machine",
                "one from another machine; load and save it on a little-endian machine");
        }

        PickleReferences references = new();
        object? checkpoint = Unpickler.Read(bytes, references);
        IReadOnlyList<TorchStateDict> all = TorchStateDict.All(file, checkpoint, references);
        object? keys = Unpickler.Read(bytes);
        return Model(file, all, new LegacyStorages(bytes, keys, references.Storages), "PyTorch, a legacy checkpoint", options);
    }

    private static SourceModel Model(
        SourceFile file, IReadOnlyList<TorchStateDict> all, ITorchStorages storages, string detail, ModelReadOptions options)
    {
        (TorchStateDict dict, options) = TorchStateDict.Choose(file, all, options);
        var tensors = new TorchTensors(file, storages);
        StateDictNetwork network = StateDictNetwork.Find(
            file,
            [
                .. dict.Tensors
                    .Where(static tensor => TorchElements.IsFloat(tensor.Value.Storage.Type))
                    .Select(tensor => tensors.Of(tensor.Key, tensor.Value)),
            ],
            inOrder: true,
            options with { Activations = Known(dict, options) });
        return new SourceModel(ModelFormat.PyTorch, detail, [.. network.Layers.Select(layer => Activated(layer, dict))])
        {
            HasOrder = false,
            Notes = dict.Opaque.Count == 0 ? network.Notes : [.. network.Notes, NoteOn(dict.Opaque)],
        };
    }

    private static SourceNote NoteOn(IReadOnlyList<string> opaque) =>
        $"Not read, because they are not plain tensors of floats: {string.Join(", ", opaque)}. If data passes through one of them, the "
        + "import is incomplete.";

    // Activations that need no assumption.
    private static Dictionary<string, Activation> Known(TorchStateDict dict, ModelReadOptions options)
    {
        Dictionary<string, Activation> known = new(options.Activations, StringComparer.Ordinal);
        foreach ((string module, Activation function) in dict.Nonlinearities)
        {
            known.TryAdd(module, function);
        }

        return known;
    }

    private static SourceLayer Activated(SourceLayer layer, TorchStateDict dict) =>
        layer is SourceRecurrent { HasOneActivation: true, Module: { } module } recurrent
        && dict.Nonlinearities.TryGetValue(module, out Activation function)
            ? recurrent.With(function)
            : layer;
}
