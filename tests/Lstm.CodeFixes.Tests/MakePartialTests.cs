using System.Threading.Tasks;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Declaration;
using Xunit;

namespace Lstm.CodeFixes.Tests;

public sealed class MakePartialTests
{
    [Fact]
    public Task A_class_becomes_partial_and_keeps_its_comments() => Fix(
        """
        using Lstm;

        /// <summary>An amplifier.</summary>
        [Lstm(input: 1, hidden: 16)] // sizes
        // the class
        class {|LSTM001:Amp|}
        {
            private const int  Rate = 48000; // Hz
        }
        """,
        """
        using Lstm;

        /// <summary>An amplifier.</summary>
        [Lstm(input: 1, hidden: 16)] // sizes
        // the class
        partial class Amp
        {
            private const int  Rate = 48000; // Hz
        }
        """,
        "Make 'Amp' partial");

    [Fact]
    public Task Partial_follows_other_modifiers() => Fix(
        "[Lstm.Lstm(1, 16)] public sealed /* here */ class {|LSTM001:Amp|};",
        "[Lstm.Lstm(1, 16)] public sealed /* here */ partial class Amp;");

    [Fact]
    public Task All_types_around_a_nested_class_become_partial_with_it() => Fix(
        """
        using Lstm;
        internal interface {|LSTM002:IRack|}
        {
            // A struct.
            public struct {|LSTM002:Pedal|}
            {
                public static partial class Inner { }

                [Gru(input: 1, hidden: 16)]
                private class {|LSTM001:@class|};
            }
        }
        """,
        """
        using Lstm;
        internal partial interface IRack
        {
            // A struct.
            public partial struct Pedal
            {
                public static partial class Inner { }

                [Gru(input: 1, hidden: 16)]
                private partial class @class;
            }
        }
        """);

    [Fact]
    public Task A_type_around_several_classes_becomes_partial_once() => Fix(
        """
        using Lstm;
        public readonly record struct {|LSTM002:{|LSTM002:Pedal|}|}
        {
            [Lstm(input: 1, hidden: 16)] partial class Amp;
            [Lstm(input: 1, hidden: 8)] partial class Cab;
        }
        [Lstm(input: 1, hidden: 8)] class {|LSTM001:Other|};
        """,
        """
        using Lstm;
        public readonly partial record struct Pedal
        {
            [Lstm(input: 1, hidden: 16)] partial class Amp;
            [Lstm(input: 1, hidden: 8)] partial class Cab;
        }
        [Lstm(input: 1, hidden: 8)] partial class Other;
        """);

    [Fact]
    public Task The_title_names_the_class_and_what_is_around_it() => Fix(
        "class Rack { [Lstm.Lstm(1, 16)] class {|LSTM001:Amp|}; }".Replace("Rack", "{|LSTM002:Rack|}", System.StringComparison.Ordinal),
        "partial class Rack { [Lstm.Lstm(1, 16)] partial class Amp; }");

    private static Task Fix(string before, string after, string? title = null) =>
        FixTest<LstmAnalyzer, MakePartialFix>.RunAsync(before, after, title);
}
