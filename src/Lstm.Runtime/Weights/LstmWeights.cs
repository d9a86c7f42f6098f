using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The weights of a whole network in the canonical form that every generated class takes: checked once, here, and immutable from then on.
/// </summary>
/// <remarks>
/// <para>On disk the canonical form is a safetensors file with PyTorch's names, so that <c>safetensors.torch.save_file(model.state_dict(), …)</c>
/// writes one: <c>weight_ih_l0</c> [4·hidden, input], <c>weight_hh_l0</c> [4·hidden, hidden], <c>bias_ih_l0</c> and <c>bias_hh_l0</c>
/// [4·hidden] (both or neither; they are added), the next layer's with <c>_l1</c>, and so on; rows in the order i, f, g, o. The names of
/// an LSTMCell, without <c>_l0</c>, serve as well.</para>
/// <para>A dense head is <c>head.weight</c> [output, hidden] and <c>head.bias</c> [output] (absent is zero). A self-test is
/// <c>selftest.input</c> [steps, input] and <c>selftest.output</c> [steps, output], with a start state if it has
/// <c>selftest.h0</c> and <c>selftest.c0</c> [layers, hidden].</para>
/// <para>Values may be F32, F64, F16 or BF16. Tensors that belong to something else are not looked at.</para>
/// </remarks>
public sealed class LstmWeights
{
    private const string InMemory = "weights";

    /// <summary>Puts a network together.</summary>
    /// <param name="layers">The layers, the lowest first: 1 to 8, all of one hidden size.</param>
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
    {
        ArgumentNullException.ThrowIfNull(layers);
        LstmLayerWeights[] copy = [.. layers];
        CheckLayers(copy);
        Layers = Array.AsReadOnly(copy);
        Head = head;
        SelfTest = selfTest;
        Source = source ?? InMemory;
        CheckHead();
        CheckSelfTest();
    }

    /// <summary>Values a step takes in.</summary>
    public int InputSize => Layers[0].InputSize;

    /// <summary>Units of each layer.</summary>
    public int HiddenSize => Layers[0].HiddenSize;

    /// <summary>Stacked layers.</summary>
    public int LayerCount => Layers.Count;

    /// <summary>Values a step puts out: the head's, or the hidden size when there is no head.</summary>
    public int OutputSize => Head?.OutputSize ?? HiddenSize;

    /// <summary>The layers, the lowest first.</summary>
    public IReadOnlyList<LstmLayerWeights> Layers { get; }

    /// <summary>The dense head, or null when the output is the last layer's hidden state.</summary>
    public DenseWeights? Head { get; }

    /// <summary>What proves the weights, or null.</summary>
    public LstmSelfTest? SelfTest { get; }

    /// <summary>What messages call these weights: the path or the name they were loaded from, or "weights".</summary>
    public string Source { get; }

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

    private static void CheckLayers(LstmLayerWeights[] layers)
    {
        if (layers.Length is < 1 or > LstmShape.MaxLayers)
        {
            throw new ArgumentException($"Expected 1 to {LstmShape.MaxLayers} layers, found {layers.Length}.", nameof(layers));
        }

        if (layers.Contains(null))
        {
            throw new ArgumentNullException(nameof(layers), "A layer is null.");
        }

        int hidden = layers[0].HiddenSize;
        for (int layer = 1; layer < layers.Length; layer++)
        {
            LstmLayerWeights found = layers[layer];
            if (found.InputSize != hidden || found.HiddenSize != hidden)
            {
                throw new ArgumentException(
                    $"Expected layer {layer} to take in {hidden} values and to have {hidden} units like layer 0, "
                    + $"found {found.InputSize} and {found.HiddenSize}.",
                    nameof(layers));
            }
        }
    }

    private void CheckHead()
    {
        if (Head is not null && Head.InputSize != HiddenSize)
        {
            throw new ArgumentException($"Expected a head on {HiddenSize} hidden units, found one on {Head.InputSize}.", "head");
        }
    }

    private void CheckSelfTest()
    {
        if (SelfTest is null)
        {
            return;
        }

        CheckSelfTestLength("inputs", SelfTest.Input.Length, SelfTest.Steps, InputSize);
        CheckSelfTestLength("outputs", SelfTest.Output.Length, SelfTest.Steps, OutputSize);
        if (!SelfTest.StartHidden.IsEmpty)
        {
            CheckSelfTestLength("start states", SelfTest.StartHidden.Length, LayerCount, HiddenSize);
        }
    }

    private static void CheckSelfTestLength(string what, int found, long rows, int columns)
    {
        if (found != rows * columns)
        {
            throw new ArgumentException($"Expected a self-test with {what} of [{rows}, {columns}], found {found} values.", "selfTest");
        }
    }
}
