using System;
using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>
/// tanh and the logistic sigmoid of <see cref="LstmArithmetic.Fast"/>: about half of the operations of <see cref="Activations"/>, with a
/// bound on the absolute error. Called by generated code.
/// </summary>
/// <remarks>
/// With P a polynomial of degree 7 in u = |x| and R = P²,
/// <code>tanh |x| = 1 - 1 / R,    sigmoid(-2u) = 1 / (2 R)</code>
/// R is an approximation of (e^(2u) + 1) / 2. A quotient of polynomials would need fewer operations, but its rounding can put
/// neighbouring values in the wrong order. Here u enters a denominator that grows with it. docs/numerics.md has the errors.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class FastActivations
{
    // The coefficients of P, fitted to the square root of (e^(2u) + 1) / 2. They depend on each other, so none can be changed alone.
    private const float P0 = 1f;
    private const float P1 = 0.500105508f;
    private const float P2 = 0.37348412f;
    private const float P3 = 0.152601961f;
    private const float P4 = 0.0104869301f;
    private const float P5 = 0.0115404303f;
    private const float P6 = -0.000673108661f;
    private const float P7 = 0.000494167682f;

    private const float Half = 0.5f;
    private const float Sign = -0f;

    /// <summary>The constants in the order of <see cref="Slot"/>.</summary>
    internal static ReadOnlySpan<float> Constants => [P0, P1, P2, P3, P4, P5, P6, P7, Half, Sign];

    /// <summary>The index of a constant in the table at the start of a packed buffer.</summary>
    private enum Slot
    {
        P0,
        P1,
        P2,
        P3,
        P4,
        P5,
        P6,
        P7,
        Half,
        Sign,
    }
}
