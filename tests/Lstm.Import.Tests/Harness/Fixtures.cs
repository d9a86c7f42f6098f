using System;
using System.IO;

namespace Lstm.Import.Tests;

/// <summary>The project's own model files, made by the scripts beside them.</summary>
internal static class Fixtures
{
    /// <summary>A file of the folder fixtures, which the build copies beside the tests.</summary>
    public static string File(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "fixtures", .. parts]);
}
