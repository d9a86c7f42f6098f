extern alias generator;

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using generator::Lstm.Generator.Declaration;
using Lstm.EndToEnd.Tests.Package;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>What a visitor of a package's page sees, and what a user of the package reads.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed partial class PackageContentTests(PackedPackage package, PackedFamily family) : IClassFixture<PackedFamily>
{
    private const string Page = "README.md";

    [Fact]
    public void Every_package_has_a_page_an_icon_and_the_data_that_a_feed_shows()
    {
        Assert.Equal(
            [
                "LstmGen", "LstmGen.Extensions.DependencyInjection", "LstmGen.Import", "LstmGen.Templates", "LstmGen.Testing",
                "LstmGen.Tool",
            ],
            family.Packages.Select(PackedFamily.IdOf).Order(StringComparer.Ordinal));
        foreach (string file in family.Packages)
        {
            string id = PackedFamily.IdOf(file);
            XElement metadata = XDocument.Parse(PackedFamily.ReadText(file, id + ".nuspec").TrimStart('\uFEFF')).Root!.Elements().Single();
            string Value(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

            Assert.Equal(id, Value("id"));
            Assert.Equal("MIT", Value("license"));
            Assert.Equal(Page, Value("readme"));
            string[] shown = ["version", "authors", "description", "tags", "releaseNotes", "copyright"];
            Assert.All(shown, name => Assert.NotEmpty(Value(name)));
            Assert.StartsWith($"# {id}\n", PackedFamily.ReadText(file, Page), StringComparison.Ordinal);
            Assert.Equal("\u0089PNG", Encoding.Latin1.GetString(PackedFamily.Read(file, Value("icon")), 0, 4));
        }
    }

    [Fact]
    public void No_link_in_a_package_is_dead()
    {
        foreach (string file in family.Packages)
        {
            IReadOnlyList<string> names = PackedFamily.NamesIn(file);
            foreach (string page in names.Where(static name => name.EndsWith(".md", StringComparison.Ordinal)))
            {
                IEnumerable<string> links = MarkdownLinks.In(PackedFamily.ReadText(file, page))
                    .Where(static link => !link.StartsWith("https://", StringComparison.Ordinal));
                foreach (string link in links)
                {
                    // A feed shows the page without the rest of the package.
                    Assert.False(page == Page, $"{Path.GetFileName(file)}: {page} has the relative link {link}.");
                    (string target, string anchor) = MarkdownLinks.Resolve(page, link);
                    Assert.True(names.Contains(target), $"{Path.GetFileName(file)}: {page} links to {link}, which is not in the package.");
                    Assert.True(
                        anchor.Length == 0 || MarkdownLinks.Anchors(PackedFamily.ReadText(file, target)).Contains(anchor),
                        $"{Path.GetFileName(file)}: {page} links to {link}, and {target} has no such heading.");
                }
            }
        }
    }

    [Fact]
    public void Every_page_that_a_package_names_is_in_its_documentation()
    {
        IReadOnlyList<string> names = PackedFamily.NamesIn(family.File("LstmGen"));
        foreach (string file in family.Packages)
        {
            List<string> pages = [.. NamedPage().Matches(PackedFamily.ReadText(file, Page)).Select(static match => match.Groups[1].Value)];
            Assert.NotEmpty(pages);
            Assert.All(pages, page => Assert.Contains($"docs/{page}", names));
        }
    }

    [Fact]
    public void The_help_link_of_every_diagnostic_leads_to_a_packed_section()
    {
        string file = family.File("LstmGen");
        IReadOnlyList<string> names = PackedFamily.NamesIn(file);
        Assert.All(new LstmAnalyzer().SupportedDiagnostics, descriptor =>
        {
            string[] link = descriptor.HelpLinkUri.Split('#');
            string page = link[0][link[0].IndexOf("docs/", StringComparison.Ordinal)..];
            Assert.Contains(page, names);
            Assert.Contains(link[1], MarkdownLinks.Anchors(PackedFamily.ReadText(file, page)));
            Assert.True(
                link[0].StartsWith("https://", StringComparison.Ordinal) ||
                link[0] == $"lstmgen/{Path.GetFileNameWithoutExtension(file)["LstmGen.".Length..]}/{page}",
                $"{descriptor.HelpLinkUri} is neither an address nor the page's path in NuGet's packages folder.");
        });
        Assert.Contains(
            "$(MSBuildThisFileDirectory)../../docs/diagnostics.md",
            PackedFamily.ReadText(file, "buildTransitive/net10.0/LstmGen.targets"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_library_is_restored_for_a_framework_that_it_does_not_support()
    {
        // A tool is not referenced, and a template has no framework.
        List<string> libraries =
        [
            .. family.Packages.Where(
                static file => PackedFamily.NamesIn(file).Any(static name => name.StartsWith("lib/", StringComparison.Ordinal))),
        ];
        Assert.Contains(family.File("LstmGen.Import"), libraries);
        foreach (string id in libraries.Select(PackedFamily.IdOf))
        {
            using ScratchProject project = new(package, "", WrongFrameworkTests.Frameworks("net9.0") + $"""
                  <PropertyGroup>
                    <RestoreAdditionalProjectSources>{Path.GetDirectoryName(family.File(id))}</RestoreAdditionalProjectSources>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Remove="LstmGen" />
                    <PackageReference Include="{id}" Version="{Path.GetFileNameWithoutExtension(family.File(id))[(id.Length + 1)..]}" />
                  </ItemGroup>
                """);

            WrongFrameworkTests.AssertRefused("net9.0", Assert.Throws<InvalidOperationException>(project.Restore).Message, id);
        }
    }

    [Fact]
    public void The_notices_name_every_library_that_the_tool_contains()
    {
        string file = family.File("LstmGen.Tool");
        string[] notices = PackedFamily.ReadText(file, "THIRD-PARTY-NOTICES.txt").Split('\n');
        List<string> libraries =
        [
            .. PackedFamily.NamesIn(file)
                .Where(static name => name.EndsWith(".dll", StringComparison.Ordinal))
                .Select(static name => Path.GetFileName(name))
                .Where(static name => !name.StartsWith("Lstm.", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

        Assert.NotEmpty(libraries);
        Assert.Equal(
            libraries,
            notices.Where(static line => line.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        // The text of a licence follows its name on a line of its own.
        const string Licence = "  licence: ";
        Assert.All(
            notices.Where(static line => line.StartsWith(Licence, StringComparison.Ordinal)),
            line => Assert.Contains(line[Licence.Length..], notices));
    }

    [Fact]
    public void No_path_of_this_machine_is_in_a_package()
    {
        string[] paths = [SurfaceFiles.File(), family.Folder];
        foreach (string file in family.Files)
        {
            foreach (string name in PackedFamily.NamesIn(file).Where(IsOurs))
            {
                byte[] bytes = PackedFamily.Read(file, name);
                Assert.All(paths, path => Assert.False(Contains(bytes, path), $"{Path.GetFileName(file)}: {name} contains {path}."));
            }
        }
    }

    [Fact]
    public void Packing_elsewhere_gives_the_same_bytes()
    {
        List<string> names = [.. PackedFamily.NamesIn(package.File).Where(IsOurs)];

        // The runtime, the generator and the code fixes.
        Assert.Equal(3, names.Count);
        Assert.All(names, name => Assert.Equal(PackedFamily.Read(package.File, name), PackedFamily.Read(family.File("LstmGen"), name)));
    }

    private static bool Contains(byte[] bytes, string text) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    private static bool IsOurs(string name) =>
        Path.GetFileName(name).StartsWith("Lstm.", StringComparison.Ordinal) && Path.GetExtension(name) is ".dll" or ".pdb";

    [GeneratedRegex(@"`(?:docs/)?([\w-]+\.md)`")]
    private static partial Regex NamedPage();
}
