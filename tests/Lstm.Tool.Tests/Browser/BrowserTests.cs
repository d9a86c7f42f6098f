using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>All tests in a browser: one after the other, in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<Chromium>
{
    internal const string Name = "Browser";
}
