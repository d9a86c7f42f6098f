using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>
/// A causal convolution over the steps, y_t = a(b + sum over k of W_k x_(t - (Kernel - 1 - k) Dilation)). Its state is the last inputs.
/// </summary>
/// <param name="Units">The number of filters.</param>
/// <param name="Kernel">The number of steps that an output depends on.</param>
/// <param name="Dilation">The distance between these steps.</param>
/// <param name="Activation">The activation of the outputs.</param>
internal sealed record Conv1DShape(int Units, int Kernel, int Dilation, ActivationShape Activation) : FeedForwardShape(Units)
{
    /// <summary>The name of the attribute.</summary>
    public const string Name = "Conv1D";

    /// <summary>The name of the attribute's property.</summary>
    public const string DilationName = "Dilation";

    /// <summary>The largest kernel.</summary>
    public const int MaxKernel = 64;

    /// <summary>The largest distance between steps.</summary>
    public const int MaxDilation = 1024;

    /// <summary>The largest number of inputs that a state keeps. .NET has no arrays of structs of 64 KB.</summary>
    public const int MaxWindow = 8192;

    private static readonly IReadOnlyList<LayerTensor> s_tensors =
        [new("weight", PackedKind.DenseWeight), new("bias", PackedKind.DenseBias)];

    public override string Attribute => Name;

    public override IReadOnlyList<LayerTensor> Tensors => s_tensors;

    public override ActivationShape Function => Activation;

    public override (int Rows, int Columns) SizeOf(LayerTensor tensor, int inputs) => base.SizeOf(tensor, Kernel * inputs);

    public override int[] ShapeOf(LayerTensor tensor, int inputs) => tensor.IsMatrix ? [Units, inputs, Kernel] : [Units];

    public override int WindowOf(int inputs) => (Kernel - 1) * Dilation * inputs;
}
