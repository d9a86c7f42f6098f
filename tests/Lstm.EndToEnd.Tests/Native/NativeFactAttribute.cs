using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xunit;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>
/// A test that compiles ahead of time with the tools of a Debian system on x64, and is skipped with the reason where they are not
/// installed.
/// </summary>
public sealed class NativeFactAttribute : FactAttribute
{
    /// <summary>Looks for the tools.</summary>
    /// <param name="tools">The programs that are needed.</param>
    public NativeFactAttribute(params string[] tools)
    {
        string[] missing = [.. tools.Where(static tool => !Folders().Any(folder => File.Exists(Path.Combine(folder, tool))))];
        Skip =
            !OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64 ? "Cross-compiles on Linux for x64 only." :
            missing.Length > 0
                ? $"Not installed: {string.Join(", ", missing)}. On Debian: clang, lld, gcc-aarch64-linux-gnu, libc6-dev-arm64-cross, "
                    + "qemu-user-static."
                :
                null;
    }

    private static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
