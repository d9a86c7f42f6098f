using System;
using System.IO;
using Google.Protobuf;
using Lstm.Import.Export;

namespace Lstm.Import;

/// <summary>Writes networks in the formats of other programs.</summary>
public static class ModelExport
{
    /// <summary>
    /// Writes a network as an ONNX model of opset 17. Its input <c>x</c> is [steps, 1, inputs]; its output <c>y</c> is [steps, 1, outputs],
    /// or [1, 1, outputs] if the network has one output for the whole sequence. It starts from the initial state of the network.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="stream">The stream, which stays open.</param>
    /// <exception cref="WeightFormatException">ONNX has no such layer. The message names the layer and the reason.</exception>
    /// <exception cref="ArgumentException">The stream is not writable.</exception>
    /// <exception cref="IOException">Writing the stream failed.</exception>
    public static void WriteOnnx(ModelDescription model, Stream stream)
    {
        Check(model, stream);
        new OnnxExport(model).Build().WriteTo(stream);
    }

    /// <summary>
    /// Writes the weights of a network as a state dict of PyTorch in safetensors: <c>layers.0.weight_ih_l0</c> of an nn.LSTM,
    /// <c>layers.1.weight</c> of an nn.Linear. The number is that of the layer among those with weights. An affine layer becomes an
    /// nn.BatchNorm1d. A state dict stores no activations, no pooling and no epsilon of a layer normalisation.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="stream">The stream, which stays open.</param>
    /// <exception cref="WeightFormatException">PyTorch has no such layer. The message names the layer and the reason.</exception>
    /// <exception cref="ArgumentException">The stream is not writable.</exception>
    /// <exception cref="IOException">Writing the stream failed.</exception>
    public static void WritePyTorch(ModelDescription model, Stream stream)
    {
        Check(model, stream);
        new PyTorchExport(model).Write(stream);
    }

    private static void Check(ModelDescription model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("Expected a writable stream.", nameof(stream));
        }
    }
}
