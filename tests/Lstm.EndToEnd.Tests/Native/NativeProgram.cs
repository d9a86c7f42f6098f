extern alias generator;

using System;
using System.IO;
using System.Linq;
using generator::Lstm.Generator;

namespace Lstm.EndToEnd.Tests.Native;

/// <summary>A program around <see cref="NativeProbe"/> in a folder of its own, published as native code.</summary>
internal sealed class NativeProgram : IDisposable
{
    // A minute, or several on a busy machine.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the project.</summary>
    public NativeProgram()
    {
        // Nothing above the folder may reach in.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        string tests = Repository.File("tests");
        string[] sources =
        [
            Path.Combine(tests, "Lstm.EndToEnd.Tests", "Native", "NativeProbe.cs"), Path.Combine(tests, "Lstm.EndToEnd.Tests", "Processes", "ProbeModels.cs"),
            .. new[] { "RandomWeights.cs", "RandomWeights.Networks.cs", "NetworkSpec.cs", "SplitMix64.cs", "FunctionSpec.cs", "DenseSpec.cs" }
                .Select(file => Path.Combine(tests, "Shared", file)),
        ];
        Write("Native.csproj", $"""
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
                <Reference Include="{typeof(LstmWeights).Assembly.Location}" />
                <Analyzer Include="{typeof(LstmGenerator).Assembly.Location}" />
              </ItemGroup>
              <Import Project="{Repository.File("src", "Lstm.Runtime", "Package", "LstmGen.targets")}" />
            </Project>
            """);
        Write("Program.cs", "Lstm.EndToEnd.Tests.Native.NativeProbe.Run(System.Console.Out);\n");
    }

    /// <summary>The published program.</summary>
    public string File => Path.Combine(_folder.File("out"), "Native");

    /// <summary>Publishes for a platform, and gives what was said.</summary>
    public string Publish(string platform, params string[] properties) => ChildProcess.Dotnet(
        [
            "publish", _folder.File("Native.csproj"), "-c", "Release", "-r", platform, "-o", _folder.File("out"), "-nologo", "-p:UseSharedCompilation=false",
            .. properties,
        ],
        s_limit,
        workingDirectory: _folder.Path);

    /// <summary>Runs the published program, itself or in an emulator, and gives the lines it printed.</summary>
    public string[] Run(params string[] emulator)
    {
        string[] command = [.. emulator, File];
        return Lines(ChildProcess.Run(command[0], command[1..], s_limit));
    }

    /// <summary>The lines that the same probe prints in this process.</summary>
    public static string[] Expected()
    {
        using StringWriter output = new();
        NativeProbe.Run(output);
        return Lines(output.ToString());
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Write(string name, string text) => System.IO.File.WriteAllText(_folder.File(name), text);
}
