using System;
using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>
/// The identity of a network's states, used to write and to check stored states. The layout follows from the declaration. Created by
/// generated code.
/// </summary>
/// <param name="declaration">The network's attributes, one on each line, as UTF-8. A weights file contains the same text.</param>
/// <param name="precision">The network's precision. The layout does not depend on it, but the next steps of a state do.</param>
/// <param name="arithmetic">How exactly the network computes its functions. The next steps of a state depend on it, too.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct StateLayout(
    ReadOnlySpan<byte> declaration,
    LstmPrecision precision = LstmPrecision.Single,
    LstmArithmetic arithmetic = LstmArithmetic.Exact)
{
    /// <summary>The network's attributes, as UTF-8.</summary>
    public ReadOnlySpan<byte> Declaration { get; } = declaration;

    /// <summary>The network's precision.</summary>
    public LstmPrecision Precision { get; } = precision;

    /// <summary>How exactly the network computes its functions.</summary>
    public LstmArithmetic Arithmetic { get; } = arithmetic;
}
