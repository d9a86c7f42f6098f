using System;

namespace Lstm.Generator.Emission;

/// <summary>
/// The kernels of a class by the width of their vectors. A class takes the widest that the processor has; the last is taken without a
/// check.
/// </summary>
[Flags]
internal enum KernelWidths
{
    /// <summary>Vectors of four floats.</summary>
    Narrow = 1,

    /// <summary>Vectors of eight floats.</summary>
    Wide = 2,

    /// <summary>Vectors of sixteen floats. A network without such a kernel takes the wide one.</summary>
    Widest = 4,

    /// <summary>All kernels that the network has.</summary>
    All = Narrow | Wide | Widest,
}
