using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>Tests in a browser, which are skipped with the reason where there is none.</summary>
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the browser.</summary>
    public BrowserTheoryAttribute() => Skip = BrowserFactAttribute.WhyNot;
}
