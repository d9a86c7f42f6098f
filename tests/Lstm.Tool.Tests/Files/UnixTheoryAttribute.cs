using System;
using Xunit;

namespace Lstm.Tool.Tests.Files;

/// <summary>A theory about devices, pipes, links and permissions, which Windows does not have in this form.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Only on Unix." : null;
}
