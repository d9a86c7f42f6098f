using System;
using System.IO;
using System.Linq;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>The package, packed once for all tests: in Release, into folders of its own, so that no other build is disturbed.</summary>
public sealed class PackedPackage : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public PackedPackage()
    {
        try
        {
            File = Pack();
        }
        catch
        {
            // Nobody disposes of what was never constructed.
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The folder that holds the package and nothing else: a package source.</summary>
    public string Feed => _folder.File("feed");

    /// <summary>The .nupkg.</summary>
    public string File { get; }

    /// <summary>Writes the files of a strict project, Scratch, that knows the package and nothing else of this repository. Its sources are the caller's.</summary>
    internal void WriteProject(TemporaryFolder project)
    {
        string version = Path.GetFileNameWithoutExtension(File)["LstmGen.".Length..];

        // Nothing above the folder may reach in.
        System.IO.File.WriteAllText(project.File("Directory.Build.props"), "<Project />");
        System.IO.File.WriteAllText(project.File("Directory.Build.targets"), "<Project />");
        System.IO.File.WriteAllText(project.File("Directory.Packages.props"), "<Project />");
        System.IO.File.WriteAllText(project.File("nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        System.IO.File.WriteAllText(project.File("Scratch.csproj"), $"""
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
            </Project>
            """);
    }

    public void Dispose() => _folder.Dispose();

    private string Pack()
    {
        ChildProcess.Dotnet(
            [
                "pack", Repository.File("src", "Lstm.Runtime", "Lstm.Runtime.csproj"), "-c", "Release", "-nologo", "-v", "quiet",
                "--artifacts-path", _folder.File("build"), "-o", Feed,
                // Advisories are the ordinary build's business, and offline they only cost time. A compiler server would outlive the test.
                "-p:NuGetAudit=false", "-p:UseSharedCompilation=false",
            ],
            s_limit,
            workingDirectory: Repository.Root);
        return Directory.EnumerateFiles(Feed, "*.nupkg").Single();
    }
}
