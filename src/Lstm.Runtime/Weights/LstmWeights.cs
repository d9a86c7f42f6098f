using System;
using System.Collections.Generic;
using System.IO;

namespace Lstm;

/// <summary>
/// The weights of a whole network in the canonical form that every generated class takes: checked once, here, and immutable from then on.
/// </summary>
/// <remarks>
/// <para>On disk the canonical form is a safetensors file with PyTorch's names, so that <c>safetensors.torch.save_file(model.state_dict(), …)</c>
/// writes one: <c>weight_ih_l0</c> [4·hidden, input], <c>weight_hh_l0</c> [4·hidden, hidden], <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [4·hidden] (both or neither; they are added), the next layer's with <c>_l1</c>, and so on, those of a bidirectional network's backward direction with
/// <c>_reverse</c> at the end; rows in the order i, f, g, o. The names of an LSTMCell, without <c>_l0</c>, serve as well.</para>
/// <para>What not every network has, every layer and direction has or none: <c>weight_hr_l0</c> [projection, hidden], with which
/// <c>weight_hh_l0</c> is [4·hidden, projection]; <c>weight_peephole_l0</c> [3·hidden] for i, f, o; <c>weight_ln_gates_l0</c>, <c>bias_ln_gates_l0</c>
/// [4·hidden], <c>weight_ln_cell_l0</c> and <c>bias_ln_cell_l0</c> [hidden].</para>
/// <para>Three rows for each hidden unit are a GRU's, in the order r, z, n, whose two biases are added for r and z and kept apart for n. They are those of an
/// LSTM with coupled gates, in the order i, g, o (and [2·hidden] peephole weights for i, o), in a file whose <c>__metadata__</c> says
/// <c>{"cell": "lstm"}</c>.</para>
/// <para>The states to start from are <c>initial_h0</c> [layers·directions, hidden or projection] and <c>initial_c0</c> [layers·directions, hidden], both or
/// neither; a GRU has only the first.</para>
/// <para>A dense layer after the recurrent ones is <c>head.weight</c> [output, input] and <c>head.bias</c> [output] (absent is zero); several are
/// <c>head.0.weight</c>, <c>head.2.weight</c> and so on, in the order of their numbers, which may have gaps. Dense layers before the recurrent ones are
/// <c>stem.weight</c> or <c>stem.0.weight</c> in the same way.</para>
/// <para>A self-test is <c>selftest.input</c> [steps, input] and <c>selftest.output</c> [steps, output], with a start state of its own if it has
/// <c>selftest.h0</c> and <c>selftest.c0</c>, of the same shapes as the initial ones.</para>
/// <para>Values may be F32, F64, F16 or BF16. Tensors that belong to something else are not looked at.</para>
/// </remarks>
public sealed class LstmWeights
{
    private const string InMemory = "weights";

    private readonly float[] _initialHidden;
    private readonly float[] _initialCell;

    /// <summary>Puts a network of one direction together, with at most one dense layer, its head.</summary>
    /// <param name="layers">The layers, the lowest first: 1 to 8, all of one kind and one hidden size.</param>
    /// <param name="head">The dense head on the last layer's hidden state, or null for none.</param>
    /// <param name="selfTest">What proves the weights, or null for nothing.</param>
    /// <param name="source">What messages call these weights: see <see cref="Source"/>. Null is "weights".</param>
    /// <exception cref="ArgumentNullException"><paramref name="layers"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentException">The number of layers is not 1 to 8, or the sizes of the parts do not fit each other.</exception>
    public LstmWeights(
        IReadOnlyList<LstmLayerWeights> layers,
        DenseWeights? head = null,
        LstmSelfTest? selfTest = null,
        string? source = null)
        : this(layers, stem: [], head: head is null ? [] : [head], selfTest: selfTest, source: source)
    {
    }

    /// <summary>Puts a network together from all that it may have.</summary>
    /// <param name="layers">
    /// The recurrent layers, the lowest first: 1 to 8, or twice as many of a bidirectional network, where the backward layer follows the forward one that it
    /// stands beside. All are of one kind and one hidden size.
    /// </param>
    /// <param name="stem">The dense layers before them, in the order of the data; empty for none.</param>
    /// <param name="head">The dense layers after them, in the order of the data; empty for none.</param>
    /// <param name="bidirectional">Whether every layer has two directions.</param>
    /// <param name="initialHidden">
    /// The hidden states that a stream starts from, row-major [layers·directions, hidden or projection]; empty for zero.
    /// </param>
    /// <param name="initialCell">
    /// The cell states that a stream starts from, row-major [layers·directions, hidden]; empty exactly when the other is, and in a GRU.
    /// </param>
    /// <param name="selfTest">What proves the weights, or null for nothing.</param>
    /// <param name="source">What messages call these weights: see <see cref="Source"/>. Null is "weights".</param>
    /// <exception cref="ArgumentNullException">A list, or something in it, is null.</exception>
    /// <exception cref="ArgumentException">There are too few or too many layers, the sizes of the parts do not fit each other, or a value is not finite.</exception>
    public LstmWeights(
        IReadOnlyList<LstmLayerWeights> layers,
        IReadOnlyList<DenseWeights> stem,
        IReadOnlyList<DenseWeights> head,
        bool bidirectional = false,
        ReadOnlySpan<float> initialHidden = default,
        ReadOnlySpan<float> initialCell = default,
        LstmSelfTest? selfTest = null,
        string? source = null)
    {
        Layers = WeightArguments.Copy(layers);
        Stem = WeightArguments.Copy(stem);
        Head = WeightArguments.Copy(head);
        IsBidirectional = bidirectional;
        SelfTest = selfTest;
        Source = source ?? InMemory;
        _initialHidden = initialHidden.ToArray();
        _initialCell = initialCell.ToArray();
        NetworkConsistency.Check(this);
    }

    /// <summary>Values a step takes in.</summary>
    public int InputSize => Stem.Count > 0 ? Stem[0].InputSize : Layers[0].InputSize;

    /// <summary>Units of each layer and direction.</summary>
    public int HiddenSize => Layers[0].HiddenSize;

    /// <summary>Stacked recurrent layers; a bidirectional one counts once.</summary>
    public int LayerCount => Layers.Count / Directions;

    /// <summary>Whether every layer has a forward and a backward direction.</summary>
    public bool IsBidirectional { get; }

    /// <summary>Values a step puts out: those of the last dense layer of the head, or the hidden states of the last recurrent layer when there is no head.</summary>
    public int OutputSize => Head.Count > 0 ? Head[^1].OutputSize : Directions * Layers[0].OutputSize;

    /// <summary>The recurrent layers, the lowest first; in a bidirectional network the forward one of each and then the backward one.</summary>
    public IReadOnlyList<LstmLayerWeights> Layers { get; }

    /// <summary>The dense layers before the recurrent ones, in the order of the data.</summary>
    public IReadOnlyList<DenseWeights> Stem { get; }

    /// <summary>The dense layers after the recurrent ones, in the order of the data; empty when the output is the last layer's hidden state.</summary>
    public IReadOnlyList<DenseWeights> Head { get; }

    /// <summary>The hidden states that a stream starts from, row-major [layers·directions, hidden or projection]; empty for zero.</summary>
    public ReadOnlySpan<float> InitialHidden => _initialHidden;

    /// <summary>The cell states that a stream starts from, row-major [layers·directions, hidden]; empty for zero, and in a GRU.</summary>
    public ReadOnlySpan<float> InitialCell => _initialCell;

    /// <summary>What proves the weights, or null.</summary>
    public LstmSelfTest? SelfTest { get; }

    /// <summary>
    /// CRC-32C of all weights and initial states, as 32-bit floats in the order of this class's properties: it tells whether two models have the same weights, on whatever machine.
    /// What does not change a step, such as a self-test, is not part of it.
    /// </summary>
    public uint Checksum => WeightsChecksum.Of(this);

    /// <summary>What messages call these weights: the path or the name they were loaded from, or "weights".</summary>
    public string Source { get; }

    /// <summary>
    /// The attributes of the class that these weights belong to, as C# and one on a line, where their file says so (in the entry <c>declaration</c> of its
    /// <c>__metadata__</c>; the import library writes it); otherwise null. A class with other attributes refuses them.
    /// </summary>
    public string? Declaration => Notes.GetValueOrDefault(CanonicalNotes.Declaration);

    /// <summary>What the file says beside its tensors: the entries of <see cref="CanonicalNotes"/> that it has.</summary>
    internal IReadOnlyDictionary<string, string> Notes { get; init; } = CanonicalNotes.None;

    private int Directions => IsBidirectional ? 2 : 1;

    /// <summary>Loads a safetensors file; only the tensors of the network are read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">
    /// The module the LSTM's names start with (<c>"decoder.lstm"</c>, the last dot may stand or not), to choose among several. Null finds the
    /// only one.
    /// </param>
    /// <exception cref="WeightFormatException">The file is no safetensors file, or holds no network that could be run as it is.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static LstmWeights Load(string path, string? prefix = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return CanonicalReader.Read(stream, path, prefix);
    }

    /// <summary>Loads safetensors from a stream, from where it stands to its end. It need not be able to seek, and stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">What messages call it. Null is the file's path if it is a file, and otherwise "stream".</param>
    /// <param name="prefix">
    /// The module the LSTM's names start with (<c>"decoder.lstm"</c>, the last dot may stand or not), to choose among several. Null finds the
    /// only one.
    /// </param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="WeightFormatException">This is no safetensors file, or holds no network that could be run as it is.</exception>
    /// <exception cref="IOException">Reading the stream failed.</exception>
    public static LstmWeights Load(Stream stream, string? name = null, string? prefix = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("Expected a stream that can be read.", nameof(stream));
        }

        return CanonicalReader.Read(stream, name ?? (stream as FileStream)?.Name ?? "stream", prefix);
    }

    /// <summary>
    /// Saves the canonical file, in F32: loading it gives the same bits. The file appears complete or not at all; what stood there before is
    /// lost only to a complete one.
    /// </summary>
    /// <param name="path">The file, which may exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Beside the target, because only a move within one volume is a single step.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                Save(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>Writes the canonical file, in F32, to a stream, which stays open: loading it gives the same bits.</summary>
    /// <param name="stream">The stream. It need not be able to seek.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="IOException">Writing the stream failed.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("Expected a stream that can be written.", nameof(stream));
        }

        CanonicalWriter.Write(this, stream);
    }

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure that is already on its way says what went wrong; this one would hide it.
        }
    }
}
