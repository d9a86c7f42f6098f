using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>The tests that share one package: packing takes as long as most of them.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "package";
}
