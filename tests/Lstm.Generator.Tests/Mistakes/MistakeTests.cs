using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Mistakes;

/// <summary>
/// What a build prints about a wrong declaration: its message first, and nothing that only follows from it, whatever other code uses of the
/// class.
/// </summary>
public sealed partial class MistakeTests
{
    private const string Usings = "using System; using Lstm; ";

    // Uninitialised fields are not the point.
    private static readonly TestCompilation s_project = new(Nullable: NullableContextOptions.Disable);

    // Without the class's members, each of these would be an error. Bodies are not compiled after an error in a declaration.
    private static readonly Dictionary<string, string> s_uses = new(StringComparer.Ordinal)
    {
        ["nothing"] = "",
        ["a field"] = "public class Player { private Amp.State _state; }",
        ["a property"] = "public class Player { public Amp.State Now { get; set; } }",
        ["a signature"] = "public class Player { public Amp.State Play(ref Amp.State state, ReadOnlySpan<Amp.State> others) => state; }",
        ["a constraint"] = "public class Player { private StateBlock<Amp.State> _block; }",
        ["a size"] = "public class Player { public const int Size = Amp.InputSize + Amp.HiddenSize + Amp.OutputSize + Amp.LayerCount; }",
        ["a body"] = "public class Player { public void Play(float[] x) { Amp model = Amp.Load(\"amp.safetensors\"); "
            + "Amp.State s = model.InitialState; model.Step(ref s, x, x); s.Reset(); s = Amp.Default.RestState(x); } }",
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string mistake in MistakeTable.All.Keys)
            {
                // Where there can be no State, the compiler names each use of it. One is enough.
                bool never = MistakeTable.All[mistake].SaidOfUse == "CS0426";
                foreach (string use in s_uses.Keys.Where(use => !never || use is "nothing" or "a field" or "a body"))
                {
                    cases.Add(mistake, use);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_message_is_the_first_and_the_only_one(string mistake, string use)
    {
        (string source, string expected) = Case(mistake, use);
        IReadOnlyList<Diagnostic> printed = await CompilerStages.RunAsync(s_project, source);
        Assert.Equal(expected, Ids(printed.Select(static diagnostic => diagnostic.Id)));
    }

    /// <summary>The real compiler, in a process for each mistake, with and without <c>State</c> in a declaration.</summary>
    [Fact]
    [Trait("Category", Tier.Full)]
    public void The_real_compiler_prints_the_same()
    {
        string version = ChildProcess.Dotnet(["--version"], TimeSpan.FromMinutes(1), workingDirectory: Repository.Root).Trim();
        string compiler = Path.Combine(Path.GetDirectoryName(ChildProcess.DotnetHost)!, "sdk", version, "Roslyn", "bincore", "csc.dll");
        ConcurrentBag<string> differences = [];
        Parallel.ForEach(
            from mistake in MistakeTable.All.Keys from use in (string[])["nothing", "a field"] select (mistake, use),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            one =>
            {
                (string source, string expected) = Case(one.mistake, one.use);
                string printed = Ids(Compile(compiler, source));
                if (printed != expected)
                {
                    differences.Add($"{one}: {printed} instead of {expected}");
                }
            });
        Assert.Empty(differences);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public async Task An_old_language_has_one_message(LanguageVersion version)
    {
        string[] attributes =
        [
            "Lstm(1, 16)", "Lstm(1, 16, Trace = true, Weights = \"a\")", "Lstm(1, 16, Precision = LstmPrecision.Int8)",
            "Gru(1, 16, Bidirectional = true)", "Lstm(1, 16, StochasticForget = true)",
        ];
        foreach (string use in s_uses.Where(use => version >= LanguageVersion.CSharp11 || use.Key != "a constraint")
            .Select(static use => use.Value))
        {
            foreach (string attribute in attributes)
            {
                string source = $"{Usings} namespace Demo {{ [{attribute}] public partial class Amp {{ }} {use} }}";
                IReadOnlyList<Diagnostic> printed = await CompilerStages.RunAsync(
                    new TestCompilation(version, NullableContextOptions.Disable), source);
                Assert.Equal(
                    ["LSTM011"],
                    printed.Where(static one => one.Severity == DiagnosticSeverity.Error).Select(static one => one.Id));
            }
        }
    }

    private static (string Source, string Expected) Case(string name, string use)
    {
        Mistake mistake = MistakeTable.All[name];
        bool isDeclaration = use is not ("nothing" or "a body");
        string player = s_uses[use].Replace("Amp", mistake.Type, StringComparison.Ordinal);
        return (
            $"{Usings} namespace Demo {{ {mistake.Source} }} namespace Demo {{ {player} }}",
            Ids($"{mistake.Said} {(isDeclaration ? mistake.SaidOfUse : "")}".Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    /// <summary>
    /// The ids of the generator in their order, which is that of the build, and then those of the compiler, which does not promise any.
    /// </summary>
    private static string Ids(IEnumerable<string> ids)
    {
        string[] all = [.. ids];
        Assert.DoesNotContain(all.SkipWhile(static id => id.StartsWith("LSTM", StringComparison.Ordinal)), static id => id[0] == 'L');
        return string.Join(
            ' ',
            all.Where(static id => id[0] == 'L').Concat(all.Where(static id => id[0] != 'L').Order(StringComparer.Ordinal)));
    }

    /// <summary>Returns the ids that the command-line compiler prints, in order.</summary>
    private static string[] Compile(string compiler, string source)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("Source.cs"), source);
        File.WriteAllLines(
            folder.File("csc.rsp"),
            [
                "-nologo", "-nostdlib", "-target:library", "-langversion:14", "-utf8output", $"-out:\"{folder.File("Demo.dll")}\"",
                $"-analyzer:\"{typeof(LstmGenerator).Assembly.Location}\"",
                .. UserProject.References.Select(static reference => $"-reference:\"{reference.Display}\""),
                $"\"{folder.File("Source.cs")}\"",
            ]);
        ProcessResult result = ChildProcess.Finish(
            ChildProcess.CreateStartInfo(ChildProcess.DotnetHost, ["exec", compiler, "@" + folder.File("csc.rsp")]),
            TimeSpan.FromMinutes(2));
        return [.. Printed().Matches(result.Output).Select(static match => match.Groups[1].Value)];
    }

    [GeneratedRegex("(?:error|warning) ([A-Z]+[0-9]+): ")]
    private static partial Regex Printed();
}
