using Lstm.Generator.Model;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the members that describe a model: its network, its declaration, the number of its parameters, its weights and a line of text.
/// </summary>
internal static class DescriptionMembers
{
    private const string Access = Aliases.Services + "ModelAccess";
    private const string Description = Aliases.Services + "NetworkDescription";
    private const string Contract = "global::Lstm.ILstmModel";

    public static void Emit(SourceWriter writer, NetworkShape network, string name, OwnMembers own)
    {
        writer.Line(Aliases.Uncovered);
        writer.Lines($$"""
            static {{Description}} {{Contract}}.Network =>
                {{Description}}.Of<State>();

            {{Aliases.Uncovered}}
            static {{name}}
                {{Contract}}<{{name}}>.Create(global::Lstm.LstmWeights weights) => new(weights);

            """);
        bool Has(OwnMembers member) => own.HasFlag(member);
        EmitProperty(writer, "static string", "Declaration", $"{Access}.Declaration<State>()", Has(OwnMembers.Declaration));
        EmitProperty(writer, "static int", "ParameterCount", Text.Int(ParameterCounts.Of(network)), Has(OwnMembers.ParameterCount));
        EmitProperty(writer, "global::Lstm.LstmWeights", "Weights", "_weights.Weights", Has(OwnMembers.Weights));
        if (!Has(OwnMembers.Text))
        {
            writer.Lines($"""
                /// <summary>Returns the declaration, and the checksum and the source of the weights, for people and logs.</summary>
                {Aliases.Uncovered}
                public override string ToString() => {Access}.Describe<State>(_weights);

                """);
        }
    }

    /// <summary>A property of the interface. It is for the interface only if the class has a member of the same name.</summary>
    private static void EmitProperty(SourceWriter writer, string type, string name, string value, bool isTaken)
    {
        writer.Lines(isTaken
            ? $"""
              {Aliases.Uncovered}
              {type} {Contract}.{name} => {value};

              """
            : $"""
              /// <inheritdoc/>
              {Aliases.Uncovered}
              public {type} {name} => {value};

              """);
    }
}
