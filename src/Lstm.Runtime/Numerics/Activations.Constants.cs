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

    // ln(2^-126), rounded up. Below it, e^v is taken as 0.
    private const float GatedLimit = -87.33654f;

    // GELU is 0 below -12.9, and v above: its other factor is below 2^-125.
    private const float GeluLimit = 12.9f;

    // 9/10 · N(a) and 9/10 · D(a), fitted to erfc(a/√2) e^(a²/2) / 2 = N(a) / D(a) for a in [0, 13.1]. The factor 9/10 is the one for which
    // the roundings of N and D cost least. No coefficient is negative, so nothing cancels.
    private const float GeluN0 = 0.449999988f;
    private const float GeluN1 = 0.39169398f;
    private const float GeluN2 = 0.162864074f;
    private const float GeluN3 = 0.0358810499f;
    private const float GeluN4 = 0.00360274129f;
    private const float GeluD0 = 0.899999976f;
    private const float GeluD1 = 1.50148439f;
    private const float GeluD2 = 1.07373571f;
    private const float GeluD3 = 0.417118877f;
    private const float GeluD4 = 0.0899472535f;
    private const float GeluD5 = 0.00903060008f;

    // 2^-40. A smaller |v| changes no exponential, and its square and their rounding errors would be subnormal.
    private const float GeluTiny = 9.09494702e-13f;

    // The approximation by tanh is 0 below -10, where e^-y is 2^-126.
    private const float GeluTanhLimit = 10f;

    // 2 √(2/π) and 0.044715 times that, each as a sum of two floats.
    private const float GeluTanhA = 1.59576917f;
    private const float GeluTanhALow = -4.53406805e-08f;
    private const float GeluTanhB = 0.0713548139f;
    private const float GeluTanhBLow = 2.39883247e-09f;

    // Above this, mish rounds to v.
    private const float MishLimit = 40f;
}
