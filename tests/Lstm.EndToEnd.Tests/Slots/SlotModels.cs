using Lstm.EndToEnd.Tests.Contracts;
using Lstm.EndToEnd.Tests.Golden;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Slots;

/// <summary>Models of one class with different weights.</summary>
internal static class SlotModels
{
    public static OnePaddedBlock Small(int seed) => new(RandomWeights.Create(1, 5, 1, 1, seed));

    public static ThreeLayers Deep(int seed) => new(RandomWeights.Create(4, 20, 3, 4, seed));

    public static EightBlocks Large(int seed) => new(RandomWeights.Create(8, 64, seed: seed));

    public static Torch3x3 Square(int seed) => new(RandomWeights.Create(3, 3, seed: seed));
}
