using System;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.TestKit;
using Lstm.Tool.Tracing;
using Xunit;

namespace Lstm.Tool.Tests;

/// <summary>Opens pages of traces in the browser, and reads what they say.</summary>
[Collection(BrowserTests.Name)]
public abstract partial class TracePageInBrowser(Chromium browser) : IDisposable
{
    // The plot's margins in trace.css and panel.js.
    protected const double Left = 56;
    protected const double Right = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<BrowserPage> Open(TraceRecord trace, int height = 900, double pixelRatio = 1, string scheme = "light")
    {
        string path = _folder.File("trace.html");
        await File.WriteAllBytesAsync(path, TracePageTests.Bytes(trace));
        return await BrowserPage.Open(browser.DevTools, path, 1200, height, pixelRatio, scheme);
    }

    private protected static string Canvas(string title) => $".drawing[aria-label^=\"{title},\"]";

    private protected static async Task<string> Value(BrowserPage page, string title, int index = 0) =>
        (await page.Evaluate($"Array.from(document.querySelectorAll('.panel')).filter(panel => panel.querySelector('h3').textContent === "
            + $"'{title}')[{index}].querySelector('.value').textContent")).GetString()!;

    private protected static async Task<(int First, int Last)> Range(BrowserPage page)
    {
        string text = await page.Text("#range");
        if (text == "Step 0, the only one")
        {
            return (0, 0);
        }

        Match match = RangeText().Match(text.Replace(",", "", StringComparison.Ordinal));
        return (
            int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture),
            int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private protected static void Near(double expected, string found) => Assert.Equal(expected, Number(found), Math.Abs(expected) * 1e-5);

    private protected static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("^Steps ([0-9]+) to ([0-9]+) of ")]
    private static partial Regex RangeText();
}
