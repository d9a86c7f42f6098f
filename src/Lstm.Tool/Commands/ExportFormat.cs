namespace Lstm.Tool.Commands;

/// <summary>The formats of export. Their names are the values of the option.</summary>
internal enum ExportFormat
{
    /// <summary>An ONNX model.</summary>
    Onnx,

    /// <summary>A state dict of PyTorch in safetensors.</summary>
    Torch,
}
