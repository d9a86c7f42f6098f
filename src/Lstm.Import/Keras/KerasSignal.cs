using System.Collections.Generic;
using Lstm.Import.Layers;

namespace Lstm.Import.Keras;

/// <summary>The data between two layers of a model, as far as the configuration determines it.</summary>
/// <param name="IsSequence">Whether there is a vector for each step. Otherwise there is one vector for the whole sequence.</param>
/// <param name="Steps">The number of steps; null if it is not fixed.</param>
/// <param name="Width">The number of values of a vector; null if it is unknown.</param>
internal sealed record KerasSignal(bool IsSequence, int? Steps, int? Width)
{
    /// <summary>The number of axes: batch, steps and values.</summary>
    public int Axes => IsSequence ? 3 : 2;

    /// <summary>Whether a step depends on earlier steps only.</summary>
    public bool IsCausal { get; init; } = true;

    /// <summary>Returns the data after a layer, which leaves the number of vectors as it is.</summary>
    public KerasSignal After(SourceLayer layer) => layer switch
    {
        SourceGroup group => After(group.Parts),
        SourceRecurrent recurrent => this with { Width = recurrent.OutputSize, IsCausal = IsCausal && recurrent.Shape.IsCausal },
        SourceMerge merge => this with { Width = merge.Size },
        ClassLayer known => this with { Width = known.OutputSize },
        SourcePool or SourceActivation or SourceResidual => this,
        _ => this with { Width = null },
    };

    private KerasSignal After(IReadOnlyList<SourceLayer> layers)
    {
        KerasSignal signal = this;
        foreach (SourceLayer layer in layers)
        {
            signal = signal.After(layer);
        }

        return signal;
    }
}
