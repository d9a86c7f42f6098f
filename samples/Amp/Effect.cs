using System;
using Lstm;

namespace Amp;

/// <summary>An amplifier for one channel, at any rate from that of the training on.</summary>
internal abstract class Effect
{
    /// <summary>The names of the networks.</summary>
    public static readonly string[] Names = ["1x16", "2x8", "clean"];

    /// <summary>Creates an amplifier at rest.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="rate">The rate, in samples a second.</param>
    public static Effect Create(string name, int rate) => name switch
    {
        "1x16" => new NetworkEffect<OneLayerAmp, OneLayerAmp.State>(Models.OneLayer(), rate),
        "2x8" => new NetworkEffect<TwoLayerAmp, TwoLayerAmp.State>(Models.TwoLayers(), rate),
        _ => new NetworkEffect<OneLayerAmp, OneLayerAmp.State>(Models.Clean(), rate),
    };

    /// <summary>Amplifies a block, which may be processed in place. Nothing is allocated.</summary>
    public abstract void Process(ReadOnlySpan<float> input, Span<float> output);
}

/// <summary>An amplifier that is a network, corrected for its rate.</summary>
/// <param name="model">The network.</param>
/// <param name="rate">The rate, in samples a second.</param>
internal sealed class NetworkEffect<TModel, TState>(TModel model, int rate) : Effect
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly RateCorrectedStream<TModel, TState> _stream =
        new(model, (double)rate / Models.TrainedRate, model.RestState([0]));

    public override void Process(ReadOnlySpan<float> input, Span<float> output) => _stream.Run(input, output);
}
