using Lstm.TestKit;

namespace Lstm.Benchmarks.Variants;

/// <summary>A variant of the cell.</summary>
/// <param name="Name">The name in the tables.</param>
/// <param name="Network">The network that its attributes declare.</param>
internal sealed record Variant(string Name, NetworkSpec Network)
{
    /// <summary>The multiply-adds in the equations of a step, in all directions.</summary>
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
