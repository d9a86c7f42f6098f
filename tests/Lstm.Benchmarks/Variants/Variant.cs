using Lstm.TestKit;

namespace Lstm.Benchmarks.Variants;

/// <summary>A member of the cell family.</summary>
/// <param name="Name">What the reader knows it by.</param>
/// <param name="Network">What its attributes say.</param>
internal sealed record Variant(string Name, NetworkSpec Network)
{
    /// <summary>Multiply-adds that the mathematics of a step calls for, in both directions where there are two.</summary>
    public int MultiplyAdds
    {
        get
        {
            int cell = Network.GateCount * Network.Hidden * (Network.InputOf(0) + Network.Width) + Network.Projection * Network.Hidden;
            int inputs = Network.Input;
            int dense = 0;
            foreach (DenseSpec layer in Network.Stem)
            {
                dense += layer.Units * inputs;
                inputs = layer.Units;
            }

            inputs = Network.Directions * Network.Width;
            foreach (DenseSpec layer in Network.Head)
            {
                dense += layer.Units * inputs;
                inputs = layer.Units;
            }

            return Network.Directions * cell + dense;
        }
    }
}
