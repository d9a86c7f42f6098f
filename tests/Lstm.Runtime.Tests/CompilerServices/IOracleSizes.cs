using Lstm.TestKit;

namespace Lstm.Tests;

/// <summary>The network that an <see cref="OracleModel{TSizes}"/> claims to be, as a generated class would.</summary>
internal interface IOracleSizes
{
    static abstract NetworkSpec Spec { get; }
}
