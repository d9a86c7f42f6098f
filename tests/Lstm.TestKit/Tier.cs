using System;

namespace Lstm.TestKit;

/// <summary>
/// The tier of this test run: the ordinary one takes minutes and holds every promise in some form, the full one leaves nothing out.
/// </summary>
/// <remarks>
/// <c>dotnet test -p:Full=true</c> selects the full tier: tests/Directory.Build.props then names a settings file that sets the variable
/// read here. Child processes inherit it.
/// </remarks>
public static class Tier
{
    /// <summary>The category of tests that only the full tier runs.</summary>
    public const string Full = "Full";

    /// <summary>Whether this is the full tier.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("LSTMGEN_TESTS") == "full";
}
