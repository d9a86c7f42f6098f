using System;
using System.IO;
using Xunit;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>
/// The page docs/api.md lists the public surface. After an intended change, <c>package/accept-surface</c> rewrites the baselines and
/// the page; <c>LSTMGEN_ACCEPT_API=1</c> with this test rewrites the page alone.
/// </summary>
public sealed class ApiPageTests
{
    [Fact]
    public void The_page_lists_the_public_surface()
    {
        string path = SurfaceFiles.File("docs", "api.md");
        string page = ApiPage.Write();
        if (Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT_API") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == page,
            "docs/api.md differs from the public surface or its documentation. Rewrite it: " +
            "LSTMGEN_ACCEPT_API=1 dotnet test tests/Lstm.EndToEnd.Tests -c Release --filter ApiPageTests");
    }
}
