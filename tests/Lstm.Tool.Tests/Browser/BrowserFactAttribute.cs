using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>A test in a browser, which is skipped with the reason where there is none.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Looks for the browser.</summary>
    public BrowserFactAttribute() => Skip = WhyNot;

    /// <summary>Why tests in a browser are skipped; null where they are not.</summary>
    internal static string? WhyNot => Chromium.Find() is null
        ? "Not on the path: chromium, chromium-browser or google-chrome. On Debian: chromium. Not looked for on Windows."
        : null;
}
