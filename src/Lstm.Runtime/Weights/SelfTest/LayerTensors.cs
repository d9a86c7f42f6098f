using System;

namespace Lstm;

/// <summary>Tensors that every recurrent layer has.</summary>
[Flags]
internal enum LayerTensors
{
    /// <summary>The input weights.</summary>
    Input = 1,

    /// <summary>The recurrent weights.</summary>
    Recurrent = 2,

    /// <summary>The bias.</summary>
    Bias = 4,

    /// <summary>All of them.</summary>
    All = Input | Recurrent | Bias,
}
