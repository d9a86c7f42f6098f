namespace Lstm.Import;

/// <summary>The formats that <see cref="ModelFile"/> reads. They are recognised by their content.</summary>
public enum ModelFormat
{
    /// <summary>safetensors, with the tensor names of PyTorch or of LstmGen's canonical file.</summary>
    Safetensors,

    /// <summary>ONNX.</summary>
    Onnx,

    /// <summary>An HDF5 file from Keras: a whole model or only weights (.h5, .hdf5).</summary>
    KerasHdf5,

    /// <summary>A zip archive from Keras (.keras).</summary>
    KerasArchive,

    /// <summary>A PyTorch checkpoint (.pt, .pth): zip, legacy or TorchScript.</summary>
    PyTorch,

    /// <summary>A PyTorch state dict as JSON.</summary>
    StateDictJson,

    /// <summary>A JSON file from RTNeural.</summary>
    RTNeural,

    /// <summary>AIDA-X: RTNeural's JSON with a self-test (.json, .aidax).</summary>
    AidaX,

    /// <summary>Neural Amp Modeler (.nam).</summary>
    Nam,

    /// <summary>A JSON file from GuitarML or Proteus.</summary>
    GuitarML,

    /// <summary>TensorFlow Lite.</summary>
    TFLite,

    /// <summary>A TensorFlow.js layers model: model.json with its weight files.</summary>
    TensorFlowJs,
}
