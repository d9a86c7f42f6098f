using System;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>A project of a framework that the package does not support is refused by the restore, which names the framework.</summary>
[Collection(PackageCollection.Name)]
public sealed class WrongFrameworkTests(PackedPackage package)
{
    private const string Supported = "supports: net10.0 (.NETCoreApp,Version=v10.0)";

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net9.0")]
    [InlineData("netstandard2.0")]
    public void A_project_of_another_framework_is_refused(string framework) =>
        AssertRefused(framework, Restore(framework));

    [Fact]
    public void A_library_of_two_frameworks_is_refused_for_the_one_that_is_not_supported()
    {
        string message = Restore("net8.0;net10.0");

        AssertRefused("net8.0", message);
        Assert.DoesNotContain("not compatible with net10.0", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_of_two_frameworks_can_use_it_in_the_supported_one()
    {
        const string Condition = """
              <ItemGroup Condition="'$(TargetFramework)' == 'net8.0'">
                <PackageReference Remove="LstmGen" />
              </ItemGroup>
            """;
        using ScratchProject project = new(package, "", Frameworks("net8.0;net10.0") + Condition);

        project.Restore();
    }

    /// <summary>Lines of a project file for other frameworks. Without references to the framework, a restore downloads nothing.</summary>
    internal static string Frameworks(string frameworks) => $"""
          <PropertyGroup>
            <TargetFramework></TargetFramework>
            <TargetFrameworks>{frameworks}</TargetFrameworks>
            <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
          </PropertyGroup>
        """;

    internal static void AssertRefused(string framework, string message, string id = "LstmGen")
    {
        string version = $"{id} {typeof(LstmAttribute).Assembly.GetName().Version!.ToString(3)}";
        Assert.Contains($"error NU1202: Package {version} is not compatible with {framework} (", message, StringComparison.Ordinal);
        Assert.Contains($"Package {version} {Supported}", message, StringComparison.Ordinal);
    }

    private string Restore(string frameworks)
    {
        using ScratchProject project = new(package, "", Frameworks(frameworks));
        return Assert.Throws<InvalidOperationException>(project.Restore).Message;
    }
}
