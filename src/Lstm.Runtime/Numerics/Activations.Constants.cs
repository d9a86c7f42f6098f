namespace Lstm.CompilerServices;

// The constants of the smooth functions.
public static partial class Activations
{
    // e^-20 is far below half an ulp of 1.
    private const float EluLimit = -20f;

    // For |v| above this, ln(1 + e^-|v|) or an intermediate result would be subnormal. The result is then 0.
    private const float SoftplusLimit = 86.5f;

    // (2 atanh(s) - 2s) / s³ in powers of s², for s in [0, 1/3].
    private const float SoftplusR0 = 0.666664124f;
    private const float SoftplusR1 = 0.400216997f;
    private const float SoftplusR2 = 0.279991418f;
    private const float SoftplusR3 = 0.280244589f;

    // 2^-60, added to s². For small s, s² and its square would be subnormal, which is slow on some machines. It never changes a result.
    private const float SoftplusTiny = 8.67361738e-19f;
}
