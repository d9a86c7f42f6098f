using Lstm.Shared;

namespace Lstm.Tests;

/// <summary>The network of an <see cref="OracleModel{TSizes}"/>.</summary>
internal sealed class OracleNetwork<TSizes> : IScratchNetwork
    where TSizes : IOracleSizes
{
    public static NetworkShape Network { get; } = Variants.ShapeOf(TSizes.Spec);
}
