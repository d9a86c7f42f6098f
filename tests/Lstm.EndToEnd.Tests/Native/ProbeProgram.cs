extern alias generator;

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using generator::Lstm.Generator;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>
/// A program around <see cref="BitProbe"/> in a folder of its own: published as native code, or built without optimisation.
/// </summary>
internal sealed class ProbeProgram : IDisposable
{
    // A minute, or several on a busy machine.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the project.</summary>
    /// <param name="runtimeFromSource">Whether the runtime library is built with it, in its configuration; otherwise it is that of these
    /// tests.</param>
    public ProbeProgram(bool runtimeFromSource = false)
    {
        // Nothing above the folder may reach in.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        string[] sources =
        [
            .. Sources("Lstm.EndToEnd.Tests/Processes", "BitProbe", "BitNetwork", "BitVerb", "BitVerbs", "BitLine", "ProbeModels"),
            .. Sources("Lstm.TestKit/Bits", "Bits", "BitHash"),
            .. Sources(
                "Lstm.TestKit/Networks", "RandomWeights", "RandomWeights.Networks", "NetworkSpec", "SplitMix64", "FunctionSpec",
                "DenseSpec", "UnitSpec", "MergeSpec", "PoolSpec", "Conv1DSpec", "LayerSpec", "RecurrentSpec", "ListSpec", "CellForm",
                "SpecText", "ListWeights", "ListTensors", "ListConversion"),
            .. Sources("Lstm.TestKit/Files", "TensorFile"),
        ];
        string runtime = runtimeFromSource
            ? $"<ProjectReference Include=\"{Repository.File("src", "Lstm.Runtime", "Lstm.Runtime.csproj")}\" />"
            : $"<Reference Include=\"{typeof(LstmWeights).Assembly.Location}\" />";
        Write("Probe.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <LangVersion>14</LangVersion>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <StripSymbols>false</StripSymbols>
                <CppCompilerAndLinker>clang</CppCompilerAndLinker>
                <LinkerFlavor>lld</LinkerFlavor>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
            {string.Join("\n", sources.Select(static source => $"    <Compile Include=\"{source}\" />"))}
                {runtime}
                <Analyzer Include="{typeof(LstmGenerator).Assembly.Location}" />
              </ItemGroup>
              <Import Project="{Repository.File("src", "Lstm.Runtime", "Package", "LstmGen.targets")}" />
            </Project>
            """);
        Write("Program.cs", "Lstm.EndToEnd.Tests.Processes.BitProbe.Run(System.Console.Out);\n");
    }

    /// <summary>Publishes as native code for a platform, and gives what was said.</summary>
    public string Publish(string platform, params string[] properties) => ChildProcess.Dotnet(
        [
            "publish", _folder.File("Probe.csproj"), "-c", "Release", "-r", platform, "-o", _folder.File("out"), "-nologo",
            "-p:UseSharedCompilation=false",
            .. properties,
        ],
        s_limit,
        workingDirectory: _folder.Path);

    /// <summary>Builds the program and the runtime library as a debugger wants them.</summary>
    public void BuildForDebugging() => ChildProcess.Dotnet(
        [
            "build", _folder.File("Probe.csproj"), "-c", "Debug", "-nologo", "-p:UseSharedCompilation=false",
            // Of the library as well: nothing is written beside its sources.
            "--artifacts-path", _folder.File("out"),
        ],
        s_limit,
        workingDirectory: _folder.Path);

    /// <summary>Runs the published program, itself or in an emulator, and gives the lines it printed.</summary>
    public string[] Run(params string[] emulator)
    {
        string[] command = [.. emulator, Path.Combine(_folder.File("out"), "Probe")];
        return Lines(ChildProcess.Run(command[0], command[1..], s_limit));
    }

    /// <summary>Runs the program that was built for debugging, and gives the lines it printed and what the JIT compiled.</summary>
    public (string[] Lines, IReadOnlyList<JitSummary> Compiled) RunForDebugging()
    {
        string summary = _folder.File("jit.txt");
        string said = ChildProcess.Dotnet(
            ["exec", Path.Combine(_folder.File("out"), "bin", "Probe", "debug", "Probe.dll")],
            s_limit,
            new Dictionary<string, string> { ["DOTNET_JitStdOutFile"] = summary, ["DOTNET_JitDisasmSummary"] = "1" });
        return (Lines(said), JitSummary.Read(summary));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Sources(string folder, params string[] names) =>
        names.Select(name => Repository.File("tests", folder, name + ".cs"));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
