using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Files that are made to be hostile, and damage that keeps the structure of a format.</summary>
internal static class HostileFiles
{
    // Where a hostile JSON value is put: $ in a text of each format.
    private const string NamSizes = """{"input_size":1,"hidden_size":1,"num_layers":1}""";

    private const string GuitarSizes =
        """{"model":"SimpleRNN","unit_type":"LSTM","input_size":1,"hidden_size":1,"num_layers":1,"output_size":1}""";

    private static readonly (string Name, string Text)[] s_texts =
    [
        ("unknown JSON", """{"x":$}"""),
        ("RTNeural layers", """{"in_shape":[null,null,1],"layers":$}"""),
        ("RTNeural shape", """{"in_shape":$,"layers":[]}"""),
        ("RTNeural weights", """{"in_shape":[1],"layers":[{"type":"lstm","activation":"","shape":[1],"weights":$}]}"""),
        ("RTNeural kernel", """{"in_shape":[1],"layers":[{"type":"lstm","shape":[1],"weights":[$,[[1,1,1,1]],[1,1,1,1]]}]}"""),
        ("NAM configuration", """{"version":"0.5.4","architecture":"LSTM","config":$,"weights":[0]}"""),
        ("NAM weights", """{"version":"0.5.4","architecture":"LSTM","config":""" + NamSizes + ""","weights":$}"""),
        ("GuitarML data", """{"model_data":$,"state_dict":{}}"""),
        ("GuitarML tensors", """{"model_data":""" + GuitarSizes + ""","state_dict":$}"""),
        ("GuitarML tensor", """{"model_data":""" + GuitarSizes + ""","state_dict":{"rec.weight_ih_l0":$}}"""),
        ("state dict", """{"lstm.weight_hh_l0":$}"""),
        ("state dicts", """{"state_dict":$}"""),
        ("TensorFlow.js topology", """{"modelTopology":$,"weightsManifest":[]}"""),
        ("TensorFlow.js layers", """{"modelTopology":{"class_name":"Model","config":{"layers":$}},"weightsManifest":[]}"""),
        ("TensorFlow.js paths", """{"modelTopology":{},"weightsManifest":[{"weights":[],"paths":$}]}"""),
        ("TensorFlow.js manifest", """{"modelTopology":{},"weightsManifest":$}"""),
        ("TensorFlow.js weights", """{"modelTopology":{},"weightsManifest":[{"weights":$,"paths":[]}]}"""),
        (
            "TensorFlow.js shape",
            """{"modelTopology":{},"weightsManifest":[{"weights":[{"name":"a","dtype":"float32","shape":$}],"paths":[]}]}"""),
    ];

    // Beside a header, in an archive, in a state.
    private static readonly (string Name, Func<string, byte[]> Of, Reading Reading)[] s_containers =
    [
        ("safetensors metadata", static value => Header($"{{\"__metadata__\":{value}}}"), Reading.Weights),
        ("safetensors tensors", Header, Reading.Weights),
        ("safetensors tensor", static value => Header($"{{\"a\":{value}}}"), Reading.Weights),
        ("safetensors shape", static value => Header($"{{\"a\":{{\"dtype\":\"F32\",\"shape\":{value}}}}}"), Reading.Weights),
        ("Keras configuration", static value => Archive($"{{\"class_name\":\"Functional\",\"config\":{value}}}"), Reading.Model),
        ("Keras layers", static value => Archive($"{{\"class_name\":\"Functional\",\"config\":{{\"layers\":{value}}}}}"), Reading.Model),
        ("state", static value => Encoding.UTF8.GetBytes(value), Reading.StateText),
        ("state layers", static value => State($"\"layers\":{value}"), Reading.StateText),
        ("state vector", static value => State($"\"layers\":[{{\"hidden\":{value}}},{{}}]"), Reading.StateText),
        ("state member", static value => State($"\"x\":{value}"), Reading.StateText),
        ("state in JSON", static value => Encoding.UTF8.GetBytes(value), Reading.StateInJson),
        ("state layers in JSON", static value => State($"\"layers\":{value}"), Reading.StateInJson),
        ("state member in JSON", static value => State($"\"x\":{value}"), Reading.StateInJson),
    ];

    /// <summary>Every kind of hostile file by name. Each gets a count of small things, a depth or a length.</summary>
    public static IReadOnlyDictionary<string, Func<int, DamagedFile>> Kinds { get; } = All().ToDictionary(
        static kind => kind.Name, static kind => kind.Of, StringComparer.Ordinal);

    /// <summary>Damages a file, or an entry of an archive, but keeps its structure.</summary>
    public static byte[] Damage(string name, byte[] bytes, SplitMix64 random, int most) => bytes switch
    {
        [(byte)'P', (byte)'K', ..] => HostileZip.Damage(bytes, random, most),
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => HostileHdf5.Damage(bytes, random, most),
        [(byte)'{', ..] or [(byte)'[', ..] => HostileJson.Damage(bytes, random, most),
        [0x80, 2 or 4, ..] => HostilePickle.Damage(bytes, random, most),
        [_, _, _, _, (byte)'T', (byte)'F', (byte)'L', ..] => Aligned(bytes, random),
        [_, _, _, _, _, _, _, _, (byte)'{', ..] => HostileSafetensors.Damage(bytes, random, most),
        _ when name.EndsWith(".onnx", StringComparison.Ordinal) => HostileProtobuf.Damage(bytes, random, most),
        _ => Mutations.Apply(bytes, (int)random.Next()),
    };

    private static IEnumerable<(string Name, Func<int, DamagedFile> Of)> All()
    {
        foreach ((string value, Func<int, string> of) in HostileJson.Values)
        {
            foreach ((string place, string text) in s_texts)
            {
                yield return Kind(
                    $"{place}: {value}", count => Encoding.UTF8.GetBytes(text.Replace("$", of(count), StringComparison.Ordinal)));
            }

            foreach ((string place, Func<string, byte[]> inside, Reading reading) in s_containers)
            {
                yield return Kind($"{place}: {value}", count => inside(of(count)), reading);
            }
        }

        foreach ((string name, Func<int, string> of) in HostileSafetensors.Names)
        {
            const string cell = "\"__metadata__\":{\"cell\":\"lstm\"},";
            yield return Kind($"safetensors: {name}", count => HostileSafetensors.Many(of, count));
            yield return Kind($"safetensors, canonical: {name}", count => HostileSafetensors.Many(of, count, cell));
            yield return Kind($"safetensors, loaded: {name}", count => HostileSafetensors.Many(of, count, cell), Reading.Weights);
        }

        yield return Kind("safetensors: a long dotted name", static count => HostileSafetensors.LongName("head.", count), Reading.Weights);
        yield return Kind("safetensors: a long name", static count => HostileSafetensors.LongName("n", 4 * count), Reading.Weights);
        foreach ((string name, Func<int, byte[]> of) in HostilePickle.Programs)
        {
            yield return Kind($"pickle: {name}", count => HostilePickle.Checkpoint(of(count)));
        }

        yield return Kind("zip: empty names", static count => HostileZip.Directory(count, static _ => ""));
        yield return Kind("zip: numbers", static count => HostileZip.Directory(count, static number => $"{number}"));
        yield return Kind(
            "zip: long names", static count => HostileZip.Directory(1 + count / 1000, static _ => new string('n', ushort.MaxValue)));
        yield return Kind("zip: pickles", static count => HostileZip.Directory(count, static number => $"{number}/data.pkl"));
        yield return Kind("zip: a bomb", static count => HostileZip.Of(
            System.IO.Compression.CompressionLevel.Fastest, [("a/data.pkl", new byte[100 * count])]));
        foreach (string kind in (string[])["Concat", "Identity", "Unsqueeze", "Shape", "Add", "Relu", "LSTM", "Reshape", "Transpose", "If"])
        {
            foreach (string first in (string[])["x", "n", "w"])
            {
                yield return Kind($"ONNX: {kind} of {first}", count => HostileProtobuf.Chain(kind, first, count));
            }
        }

        yield return Kind("ONNX: a long location", HostileProtobuf.External);

        foreach ((string name, Func<int, byte[]> of) in HostileHdf5.Files)
        {
            yield return Kind($"HDF5: {name}", count => of(Math.Min(count, 20_000)));
        }

        yield return Kind("TensorFlow.js: a file many times", static count => Encoding.UTF8.GetBytes(
            $$"""{"modelTopology":{},"weightsManifest":[{"weights":[{"name":"a","dtype":"float32","shape":[{{138 * count}}]}],"""
            + "\"paths\":[" + string.Join(',', Enumerable.Repeat("\"group1-shard1of1.bin\"", count)) + "]}]}"));
        yield return Kind("TensorFlow Lite: operators", static count => HostileTFLite.Many(Math.Min(count, 4000), 1));
        yield return Kind("TensorFlow Lite: long names", static count => HostileTFLite.Many(Math.Min(count, 4000), 500));
    }

    private static (string Name, Func<int, DamagedFile> Of) Kind(string name, Func<int, byte[]> of, Reading? reading = null) =>
        (name, count => new DamagedFile($"{name}, {count}", of(count), Fixtures.File("keras", "tfjs"))
        {
            Reading = reading ?? Reading.Model,
        });

    private static byte[] Header(string json) => HostileSafetensors.Of(Encoding.UTF8.GetBytes(json), []);

    private static byte[] Archive(string config) => HostileZip.Of(
        ("metadata.json", "{\"keras_version\":\"3.0.0\"}"u8.ToArray()),
        ("config.json", Encoding.UTF8.GetBytes(config)),
        ("model.weights.h5", System.IO.File.ReadAllBytes(Fixtures.File("keras", "keras3.weights.h5"))));

    // A state that is right but for the member.
    private static byte[] State(string member) => Encoding.UTF8.GetBytes(
        """{"declaration":"[Lstm(input: 1, hidden: 2, Layers = 2)]\n[Recurrent]",$,"random":{"key":"0","counter":"0"}}"""
            .Replace("$", member, StringComparison.Ordinal));

    // Offsets and sizes of flatbuffers are aligned numbers of 32 bits.
    private static byte[] Aligned(byte[] bytes, SplitMix64 random)
    {
        byte[] copy = bytes.AsSpan().ToArray();
        int at = sizeof(int) * random.Below(copy.Length / sizeof(int));
        int other = sizeof(int) * random.Below(copy.Length / sizeof(int));
        BitConverter.TryWriteBytes(copy.AsSpan(at), random.Below(2) == 0 ? other - at : random.Count(int.MaxValue));
        return copy;
    }
}
