using System;
using System.IO;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>A strict program in a folder of its own, which knows the package and nothing else of this repository.</summary>
internal sealed class ScratchProject : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Writes the project, which is neither restored nor built yet.</summary>
    /// <param name="package">The package.</param>
    /// <param name="program">The program, in one file.</param>
    /// <param name="items">What else stands in the project file.</param>
    public ScratchProject(PackedPackage package, string program, string items = "")
    {
        string version = Path.GetFileNameWithoutExtension(package.File)["LstmGen.".Length..];

        // Nothing above the folder may reach in.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{package.Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        Write("Scratch.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <WarningLevel>9999</WarningLevel>
                <AnalysisMode>All</AnalysisMode>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <AllowUnsafeBlocks>false</AllowUnsafeBlocks>
                <UseAppHost>false</UseAppHost>
                <InvariantGlobalization>true</InvariantGlobalization>
                <OutputPath>out/</OutputPath>
                <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
                <RestorePackagesPath>packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="LstmGen" Version="{version}" />
              </ItemGroup>
            {items}
            </Project>
            """);
        Write("Program.cs", program);
    }

    public string File(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    /// <summary>Restores only.</summary>
    public void Restore() => Dotnet("restore", File("Scratch.csproj"), "-nologo", "-v", "quiet");

    /// <summary>
    /// Restores and builds, and gives what was said. The source is the one folder, the packages folder the project's own: nothing is
    /// downloaded, and nothing is left behind.
    /// </summary>
    public string Build(params string[] properties) =>
        Dotnet(
            ["build", File("Scratch.csproj"), "-c", "Release", "-nologo", "-v", "quiet", "-p:UseSharedCompilation=false", .. properties]);

    /// <summary>Runs one target of the project and gives what was said.</summary>
    public string Target(string name, params string[] properties) =>
        Dotnet(["msbuild", File("Scratch.csproj"), "-nologo", "-t:" + name, .. properties]);

    /// <summary>Runs the program and gives what it printed.</summary>
    public string Run(params string[] arguments) => Dotnet(["exec", File("out", "Scratch.dll"), .. arguments]);

    public void Dispose() => _folder.Dispose();

    private void Write(string name, string text) => System.IO.File.WriteAllText(File(name), text);

    private string Dotnet(params string[] arguments) => ChildProcess.Dotnet(arguments, s_limit, workingDirectory: _folder.Path);
}
