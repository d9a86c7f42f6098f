using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>What <c>dotnet build</c> prints about wrong declarations in a project that has the package.</summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed partial class RefusedBuildTests(PackedPackage package)
{
    private const string Player = """
        public sealed class Player
        {
            private readonly Amp _model = Amp.Load("amp.safetensors");
            private Amp.State _state;
            public void Step(float[] x, float[] y) => _model.Step(ref _state, x, y);
            public Amp.State Snapshot() => _state;
        }

        """;

    private const string LocalPlayer = """
        public sealed class Player
        {
            public void Step(float[] x, float[] y)
            {
                var m = Amp.Load("amp.safetensors");
                var s = new Amp.State();
                m.Step(ref s, x, y);
            }
        }

        """;

    private const string BlockPlayer =
        "public sealed class Player { private Amp.State _state; private readonly StateBlock<Amp.State> _block = new(10); }\n";

    // The declarations of a line, and what is printed about the line.
    private static readonly (string Line, string Ids)[] s_lines =
    [
        ("[Lstm(input: 1, hidden: 16)] public sealed class Amp;", "LSTM001 CS0260"),
        ("public class Outer { [Lstm(1, 16)] public sealed partial class Inner; } public class Amp { public Outer.Inner.State S; "
            + "public struct State; }", "LSTM002 CS0260"),
        ("[Lstm(1, 0)] public sealed partial class Amp;", "LSTM006"),
        ("[Lstm(1, 2000)] public sealed partial class Amp;", "LSTM006"),
        ("[Lstm(1, 16, Layers = 9)] public sealed partial class Amp;", "LSTM006"),
        ("[Lstm(1, 16)] public partial record Amp;", "LSTM004"),
        ("[Lstm(1, 16)] public partial class Gen<T>; public class Amp { public Gen<int>.State S; public struct State; }", "LSTM005"),
        ("public partial class Box<T> { [Lstm(1, 16)] public partial class Net; } "
            + "public class Amp { public Box<int>.Net.State S; public struct State; }", "LSTM005"),
        ("[Lstm(1, 16)] public partial struct Amp;", "CS0592"),
        ("[Lstm(1, 16)] public static partial class Amp;", "LSTM003"),
        ("[Lstm(1, 16, OutputActivation = Activation.Tanh)] public partial class Amp;", "LSTM009"),
        ("[Lstm(1, 16, Output = 2, Residual = true)] public partial class Amp;", "LSTM014"),
        ("[Lstm(1, 16, Output = 1)] public partial class Amp; [Lstm(1, 16, Output = 1)] public partial class Amp;", "LSTM016"),
        ("[Lstm(1, 16), Gru(1, 16)] public partial class Amp;", "LSTM025"),
        ("[Dense(4)] public partial class Amp;", "LSTM017"),
        ("[Lstm(1, 16, Output = (int)Sizes.Two, OutputActivation = (Activation)77)] public partial class Amp; "
            + "public enum Sizes { Two = 2 }", "LSTM009"),
        ("[Lstm(1, 16)] public partial class Amp(int rate) { public int R => rate; }", "LSTM012"),
        ("[Lstm(1, 16)] public partial class Step { } public class Amp { public Step.State S; public struct State; }", "LSTM007"),
        ("[Lstm(1, 16)] public partial class Amp { private int State; }", "LSTM007 CS0426"),
        ("[Lstm(1, 16)] file partial class Amp;", "LSTM010 CS0426"),
        ("[Lstm(1, 16, Bidirectional = true, Trace = true)] public partial class Amp;", "LSTM014"),
        ("[Lstm(1, 16, Clip = -1)] public partial class Amp;", "LSTM015"),
        ("[Lstm(hidden: 16)] public partial class Amp;", "LSTM024"),
        ("[Lstm] public partial class Amp;", "CS1729"),
        ("[Lstm(1, 16, output: 1)] public partial class Amp;", "CS1739"),
        ("[LstmGen(1, 16)] public partial class Amp;", "CS0246 CS0246 CS0426"),
        ("[Lstm(Cfg.In, 16)] public partial class Amp; static class Cfg { public static readonly int In = 1; }", "CS0182"),
        ("[Lstm(1, 16)] public abstract partial class Amp;", "LSTM003"),
        ("[Lstm(1, 16)] public partial interface Amp;", "CS0592"),
        ("[Lstm(1, 16, Weights = \"\")] public partial class Amp;", "LSTM019"),
        ("[Lstm(1, 16, Output = 1)] public partial class Base; [Lstm(1, 16, Output = 1)] public partial class Amp : Base;", "LSTM013"),
        ("[Lstm(1, 16)] [Dense(8)] public partial class Amp; [Dense(2)] public partial class Amp;", "LSTM016"),
    ];

    [Theory]
    [InlineData(Player + "[Lstm(input: 1, hidden: 16, Output = 1)] public sealed class Amp;", "14", "LSTM001 CS0260")]
    [InlineData(LocalPlayer + "[Lstm(input: 1, hidden: 16, Output = 1)] public sealed class Amp;", "14", "LSTM001")]
    [InlineData(BlockPlayer + "[Lstm(input: 1, hidden: 2000, Output = 1)] public sealed partial class Amp;", "14", "LSTM006")]
    [InlineData(Player + "[Lstm(input: 1, hidden: 16, Output = 1)] public sealed partial class Amp;", "12", "LSTM011")]
    public void A_build_prints_the_message_first(string source, string language, string expected)
    {
        using ScratchProject project = new(package, "using Lstm;\n" + source);
        Assert.Equal(expected, string.Join(' ', Printed(project, "-p:LangVersion=" + language).Select(static error => error.Id)));
    }

    /// <summary>Errors in declarations do not hide each other, so one build shows all of them.</summary>
    [Fact]
    public void A_build_prints_every_message_and_nothing_that_follows_from_it()
    {
        IEnumerable<string> lines = s_lines.Select(static (one, index) => string.Create(
            CultureInfo.InvariantCulture, $"namespace M{index} {{ {one.Line} public class User {{ private Amp.State _state; }} }}"));
        using ScratchProject project = new(package, "using Lstm;\n" + string.Join('\n', lines));
        ILookup<int, string> printed = Printed(project).ToLookup(static error => error.Line - 2, static error => error.Id);

        // The compiler gives its own errors in any order.
        static string Sorted(IEnumerable<string> ids) =>
            string.Join(' ', ids.OrderBy(static id => id[0] == 'C').ThenBy(static id => id, StringComparer.Ordinal));
        Assert.Equal(
            s_lines.Select(static one => (one.Line, Sorted(one.Ids.Split(' ')))),
            s_lines.Select((one, index) => (one.Line, Sorted(printed[index]))));
    }

    private static IReadOnlyList<(int Line, string Id)> Printed(ScratchProject project, params string[] properties)
    {
        InvalidOperationException failure = Assert.Throws<InvalidOperationException>(
            () => project.Build(["-p:OutputType=Library", .. properties]));
        return
        [
            // MSBuild may repeat what it has printed.
            .. Error().Matches(failure.Message).Select(static match => match.Value).Distinct().Select(static line => Error().Match(line))
                .Select(static match => (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Groups[2].Value)),
        ];
    }

    [GeneratedRegex(@"\((\d+),\d+\): (?:error|warning) ([A-Z]+[0-9]+): .*")]
    private static partial Regex Error();
}
