namespace Lstm.Import;

/// <summary>The formats that <see cref="ModelFile"/> reads, told apart by their content.</summary>
public enum ModelFormat
{
    /// <summary>safetensors, with PyTorch's names or those of LstmGen's own canonical file.</summary>
    Safetensors,

    /// <summary>ONNX.</summary>
    Onnx,

    /// <summary>Keras' HDF5 file: a whole model or weights alone (.h5, .hdf5).</summary>
    KerasHdf5,

    /// <summary>Keras' zip archive (.keras).</summary>
    KerasArchive,

    /// <summary>A PyTorch checkpoint (.pt, .pth): zip, legacy or TorchScript.</summary>
    PyTorch,

    /// <summary>A PyTorch state dict as JSON.</summary>
    StateDictJson,

    /// <summary>RTNeural's JSON.</summary>
    RTNeural,

    /// <summary>AIDA-X: RTNeural's JSON with a self-test (.json, .aidax).</summary>
    AidaX,

    /// <summary>Neural Amp Modeler (.nam).</summary>
    Nam,

    /// <summary>GuitarML's and Proteus' JSON.</summary>
    GuitarML,

    /// <summary>TensorFlow Lite.</summary>
    TFLite,

    /// <summary>A layers model of TensorFlow.js: model.json beside its weights.</summary>
    TensorFlowJs,
}
