using System;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Package;

/// <summary>
/// States in a JsonSerializerContext of the same project, in real builds: both source generators run, and the context uses no reflection.
/// </summary>
[Collection(PackageCollection.Name)]
[Trait("Category", Tier.Full)]
public sealed class SerializedStateTests(PackedPackage package)
{
    private const string Part = """
        {
            [JsonConverter(typeof(StateJsonConverter<State>))]
            public partial struct State;
        }
        """;

    /// <summary>As in NativeAOT: the serializer has no reflection to fall back on.</summary>
    private const string Properties = """
          <PropertyGroup>
            <JsonSerializerIsReflectionEnabledByDefault>false</JsonSerializerIsReflectionEnabledByDefault>
            <!-- The state is public in a class that is internal. -->
            <NoWarn>$(NoWarn);CA1515</NoWarn>
          </PropertyGroup>
        """;

    [Fact]
    public void A_state_with_a_part_in_the_project_is_serialised_without_a_warning()
    {
        using ScratchProject project = new(package, Program(Part), Properties);
        project.Build();
        Assert.Equal("True", project.Run().Trim());
    }

    [Fact]
    public void Without_the_part_the_build_says_what_to_write()
    {
        using ScratchProject project = new(package, Program(";"), Properties);

        string said = project.Build("-p:TreatWarningsAsErrors=false");

        Assert.Contains(
            "warning LSTM022: 'SessionJson' cannot serialise 'Amp.State': both are written by source generators, which do not see each " +
            "other's code. Add '[JsonConverter(typeof(StateJsonConverter<State>))] public partial struct State;' to the class 'Amp'.",
            said,
            StringComparison.Ordinal);
        Assert.Contains("NotSupportedException", project.Run(), StringComparison.Ordinal);
    }

    private static string Program(string body) => $$"""
        using System;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using Lstm;

        namespace Scratch;

        [Lstm(input: 1, hidden: 16, Output = 1)]
        internal sealed partial class Amp{{body}}

        internal sealed record Session(string Name, Amp.State State);

        [JsonSerializable(typeof(Session))]
        internal sealed partial class SessionJson : JsonSerializerContext;

        internal static class Program
        {
            private static void Main()
            {
                Amp model = Amp.Random(1);
                Amp.State state = model.InitialState;
                model.Step(ref state, 0.5f);
                try
                {
                    string json = JsonSerializer.Serialize(new Session("left", state), SessionJson.Default.Session);
                    Session session = JsonSerializer.Deserialize(json, SessionJson.Default.Session)!;
                    Console.WriteLine(session.State == state);
                }
                catch (NotSupportedException exception)
                {
                    Console.WriteLine(exception.GetType().Name);
                }
            }
        }

        """;
}
