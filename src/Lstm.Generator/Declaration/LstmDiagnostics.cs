using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>The diagnostics for declarations. docs/diagnostics.md has a section for each.</summary>
/// <remarks>
/// LSTM008 and LSTM018 were about several recurrent attributes on a class, which are valid now. Their ids are not used again.
/// Errors cannot be configured. The members of a refused class only throw, so no setting may let it pass. The compiler also stops after
/// such an error of a generator, before errors that only follow from it.
/// </remarks>
internal static class LstmDiagnostics
{
    private const string HelpLink = DocumentationLinks.Folder + "diagnostics.md#";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "LSTM001", "A network's class must be partial",
        "'{0}' must be declared partial, so that LstmGen can add the generated code to it");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "LSTM002", "A type around a network's class must be partial",
        "'{0}', which contains the [{2}] class '{1}', must be declared partial");

    public static readonly DiagnosticDescriptor StaticOrAbstract = Error(
        "LSTM003", "A network's class cannot be static or abstract",
        "'{0}' is {1}. A network is an object with its own weights, so its class cannot be static or abstract.");

    public static readonly DiagnosticDescriptor Record = Error(
        "LSTM004", "A network's class cannot be a record",
        "'{0}' is a record. The equality and the copies of a record make no sense for a network. Declare a class.");

    public static readonly DiagnosticDescriptor Generic = Error(
        "LSTM005", "A network's class cannot be generic or nested in a generic type",
        "'{0}' is generic. The code of '{1}' is generated for one network, so neither the class nor a type around it may have type " +
        "parameters.");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Error(
        "LSTM006", "A size is out of range",
        "{0} of {1} must be from {2} to {3}, but is {4}");

    public static readonly DiagnosticDescriptor MemberCollides = Error(
        "LSTM007", "A member has the name of a generated member",
        "'{0}' already has a member '{1}', which [{2}] generates. Rename it.");

    public static readonly DiagnosticDescriptor BadActivation = Error(
        "LSTM009", "An activation or a direction is not valid",
        "{0} of {1} {2}");

    public static readonly DiagnosticDescriptor FileLocal = Error(
        "LSTM010", "A network's class cannot be file-local",
        "'{0}' is local to its file, but the generated code is in another file. Make it internal or private.");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "LSTM011", "The C# version is too old for the generated code",
        "The code generated for '{0}' needs C# {1} or later, but this project uses C# {2}");

    public static readonly DiagnosticDescriptor PrimaryConstructor = Error(
        "LSTM012", "A network's class cannot have a primary constructor",
        "'{0}' has a primary constructor, which the generated constructor from LstmWeights would have to call. " +
        "Declare an ordinary constructor that calls this(weights).");

    public static readonly DiagnosticDescriptor NotConstructible = Error(
        "LSTM013", "Generated code must be able to construct a network's class",
        "Generated code cannot construct '{0}': {1}");

    public static readonly DiagnosticDescriptor DoNotGoTogether = Error(
        "LSTM014", "Two parameters cannot be combined",
        "{0} of {1}{2} cannot be combined with {3}: {4}");

    public static readonly DiagnosticDescriptor BadNumber = Error(
        "LSTM015", "A number is out of range",
        "{0} of {1} must be {2}, but is {3}");

    public static readonly DiagnosticDescriptor LayersInParts = Error(
        "LSTM016", "The layers of a network are on several parts of its class",
        "This [{2}] of '{0}' is on another part of the class than [{1}], and the parts of a class have no order. " +
        "Put all layers on one part, in the order of the data.");

    public static readonly DiagnosticDescriptor DenseAlone = Error(
        "LSTM017", "A network needs a recurrent layer",
        "'{0}' has [{3}] but neither {1}. Every network has a recurrent layer: add {2}, before, between or after the other layers.");

    public static readonly DiagnosticDescriptor NoResourceName = Error(
        "LSTM019", "The name of the weights' resource is blank",
        "{0} of {1} {2}. It must be the name of an embedded resource, such as \"amp.safetensors\", or be omitted.");

    public static readonly DiagnosticDescriptor ResourceNotFound = Warning(
        "LSTM020", "The resource of the weights is missing or ambiguous",
        "{0} of {1} {2}");

    public static readonly DiagnosticDescriptor BadPrecision = Error(
        "LSTM021", "A precision or an arithmetic is not valid for the cell",
        "{0} of {1} {2}");

    public static readonly DiagnosticDescriptor StateUnseen = Warning(
        "LSTM022", "A JsonSerializerContext does not see a generated State",
        "'{0}' cannot serialise '{1}.State': both are written by source generators, which do not see each other's code. Add " +
        "'[JsonConverter(typeof(StateJsonConverter<State>))] public partial struct State;' to the class '{1}'.");

    public static readonly DiagnosticDescriptor ReservedNamespace = Error(
        "LSTM023", "A type is in the namespace of the generated code",
        "'{0}' is in the namespace 'Lstm.Generated', where it could hide names that the code generated for '{1}' uses. " +
        "Move it to another namespace.");

    public static readonly DiagnosticDescriptor NoInput = Error(
        "LSTM024", "The first recurrent layer needs the number of inputs",
        "'{0}' has no number of inputs. Its first recurrent layer declares it, as in [{1}(input: 1, hidden: 16)].");

    public static readonly DiagnosticDescriptor NotFirst = Error(
        "LSTM025", "Parameters of the whole network belong to the first recurrent layer",
        "{0} of {1} is on a later [{2}]. {3}");

    public static readonly DiagnosticDescriptor LayerPlace = Error(
        "LSTM026", "A layer is not at a place where it can be",
        "[{0}] of '{1}' is at the wrong place: {2}");

    public static readonly DiagnosticDescriptor EmulatedInBrowser = Warning(
        "LSTM027", "A network emulates each multiply-add in a browser",
        "'{0}' has exact arithmetic in a project for browsers. WebAssembly has no fused multiply-add instruction, so each one is " +
        "emulated: a step takes 10 times as long as a plain loop, or more. Set Arithmetic = LstmArithmetic.Fast, which is faster than " +
        "such a loop, or suppress this warning if you need the bits of other machines.");

    /// <summary>All of them, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, ContainerNotPartial, StaticOrAbstract, Record, Generic, SizeOutOfRange, MemberCollides, BadActivation, FileLocal,
        OldLanguage, PrimaryConstructor, NotConstructible, DoNotGoTogether, BadNumber, LayersInParts, DenseAlone, NoResourceName,
        ResourceNotFound, BadPrecision, StateUnseen, ReservedNamespace, NoInput, NotFirst, LayerPlace,
        EmulatedInBrowser,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Error, WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Rule(id, title, message, DiagnosticSeverity.Warning);

    internal static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity, params string[] tags) =>
        new(
            id, title, message, "LstmGen", severity, isEnabledByDefault: true, helpLinkUri: HelpLink + id.ToLowerInvariant(),
            customTags: tags);
}
