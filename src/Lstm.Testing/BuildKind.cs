using System;
using System.Diagnostics;
using System.Reflection;

namespace Lstm.Testing;

/// <summary>Whether the code of a model is optimised. The generated class is compiled with the user's project.</summary>
/// <param name="IsOptimized">Whether the code is optimised.</param>
/// <param name="Text">A description for the report.</param>
internal sealed record BuildKind(bool IsOptimized, string Text)
{
    public static BuildKind Of(Type model) => Of(
        model.Assembly.GetName().Name ?? "its assembly",
        model.Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true },
        Debugger.IsAttached);

    internal static BuildKind Of(string assembly, bool debugBuild, bool debugger) => (debugBuild, debugger) switch
    {
        (true, _) => new BuildKind(
            false,
            $"NOT OPTIMISED: {assembly} is a Debug build, in which a step is many times slower. Measure a Release build."),
        (_, true) => new BuildKind(false, "POSSIBLY NOT OPTIMISED: a debugger is attached. Measure without a debugger."),
        _ => new BuildKind(true, $"optimised ({assembly})"),
    };
}
