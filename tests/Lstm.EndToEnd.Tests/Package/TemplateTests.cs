using System;
using System.Collections.Generic;
using System.IO;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>The template <c>dotnet new lstm</c>, installed from its package, in a folder that contains nothing else.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed class TemplateTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    public TemplateTests(PackedPackage package)
    {
        string templates = package.PackBeside("Lstm.Templates");
        string tool = package.PackBeside("Lstm.Tool");
        _environment = new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = _folder.File("home"),
            ["NUGET_PACKAGES"] = _folder.File("packages"),
            ["DOTNET_NOLOGO"] = "1",
        };
        File.WriteAllText(_folder.File("nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="package" value="{package.Feed}" />
                <add key="tool" value="{tool}" />
              </packageSources>
            </configuration>
            """);
        Dotnet(_folder.Path, "new", "install", Assert.Single(Directory.GetFiles(templates, "*.nupkg")));
    }

    [Fact]
    public void A_new_project_prints_the_forecast_of_its_trained_network()
    {
        Dotnet(_folder.Path, "new", "lstm", "-o", "Demo");

        // The version is written when the package is made.
        string template = Repository.File("src", "Lstm.Templates", "lstm", "Company.App.csproj");
        Assert.Contains("LSTMGEN_VERSION", File.ReadAllText(template), StringComparison.Ordinal);
        Assert.DoesNotContain("LSTMGEN_VERSION", File.ReadAllText(_folder.File("Demo", "Demo.csproj")), StringComparison.Ordinal);
        Assert.Equal("Forecast for 2009: 21 sunspots", Run("Demo"));
    }

    [Theory]
    [InlineData("onnx/torch-lstm.onnx")]
    [InlineData("onnx/torch-lstm-bidirectional-2.onnx", "--sequence")]
    public void A_new_project_has_the_network_of_a_model_file(string fixture, params string[] options)
    {
        // A path relative to the folder in which the command is given, with a space.
        File.Copy(Repository.File("tests", "Lstm.Import.Tests", "fixtures", fixture), _folder.File("my model.onnx"));

        Dotnet(_folder.Path, ["new", "lstm", "-o", "Demo", "-w", "my model.onnx", "--allow-scripts", "yes", .. options]);

        string[] lines = Run("Demo").Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.All(lines, static line => Assert.Equal(2, line.Split("  ").Length));
        Assert.Contains("The network of my model.onnx", File.ReadAllText(_folder.File("Demo", "Network.cs")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_absolute_path_is_not_appended_to_the_folder()
    {
        string file = _folder.File("amp.safetensors");
        File.Copy(TestFiles.Golden("torch-1x16-dense1"), file);

        Dotnet(_folder.Path, "new", "lstm", "-o", "Demo", "--weights", file, "--allow-scripts", "yes");

        Assert.Contains(
            "[Lstm(input: 1, hidden: 16, Output = 1)]",
            File.ReadAllText(_folder.File("Demo", "Network.cs")),
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Run(string project) =>
        Dotnet(_folder.File(project), "run", "-c", "Release", "-p:UseSharedCompilation=false", "-p:TreatWarningsAsErrors=true")
            .ReplaceLineEndings("\n")
            .Trim();

    private string Dotnet(string folder, params string[] arguments) =>
        ChildProcess.Dotnet(arguments, s_limit, _environment, workingDirectory: folder);
}
