using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>The gates' functions. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Activations
{
    private const float Limit = 9.02f;

    /// <summary>tanh(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(Limit), Vector256.MaxNative(Vector256.Create(-Limit), x));
        Vector256<float> z = x * x;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(1.3319050751192663e-08f), z, Vector256.Create(2.0583463992807083e-05f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(0.0034940335899591446f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(0.13379716873168945f));
        p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(1f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(7.762010341139103e-07f), z, Vector256.Create(0.00032830910640768707f));
        q = Vector256.FusedMultiplyAdd(q, z, Vector256.Create(0.025871068239212036f));
        q = Vector256.FusedMultiplyAdd(q, z, Vector256.Create(0.4671303331851959f));
        q = Vector256.FusedMultiplyAdd(q, z, Vector256.Create(1f));
        return x * p / q;
    }

    /// <summary>sigmoid(2v).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HalfSigmoid(Vector256<float> half) =>
        Vector256.FusedMultiplyAdd(Tanh(half), Vector256.Create(0.5f), Vector256.Create(0.5f));

    /// <summary>max(0, v), NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> v) => Vector128.MaxNative(Vector128<float>.Zero, v);
}
