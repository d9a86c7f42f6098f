using System;
using System.Diagnostics;
using System.Reflection;

namespace Lstm.Testing;

/// <summary>How the JIT treats the code of a model: the generated class is compiled with its user's project.</summary>
/// <param name="IsOptimized">Whether it is optimised.</param>
/// <param name="Text">That, in words.</param>
internal sealed record BuildKind(bool IsOptimized, string Text)
{
    public static BuildKind Of(Type model) => Of(
        model.Assembly.GetName().Name ?? "its assembly", model.Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true }, Debugger.IsAttached);

    internal static BuildKind Of(string assembly, bool debugBuild, bool debugger) => (debugBuild, debugger) switch
    {
        (true, _) => new BuildKind(false, $"NOT OPTIMISED: {assembly} is a Debug build, in which a step takes many times as long. Measure a Release build."),
        (_, true) => new BuildKind(false, "PERHAPS NOT OPTIMISED: a debugger is attached. Measure without it."),
        _ => new BuildKind(true, $"optimised ({assembly})"),
    };
}
