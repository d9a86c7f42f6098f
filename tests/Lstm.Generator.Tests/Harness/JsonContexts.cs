using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Lstm.Generator.Tests.Harness;

/// <summary>What the source generator of System.Text.Json adds to a context, as far as the compiler insists on it.</summary>
internal static partial class JsonContexts
{
    /// <summary>A source for each context of another source.</summary>
    public static IEnumerable<string> Completing(string source) => Context().Matches(source).Select(static match => $$"""
        using System;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Text.Json.Serialization.Metadata;

        partial class {{match.Groups[1].Value}}
        {
            public {{match.Groups[1].Value}}(JsonSerializerOptions? options) : base(options) { }

            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;

            public override JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        """);

    [GeneratedRegex(@"class (\w+) : JsonSerializerContext")]
    private static partial Regex Context();
}
