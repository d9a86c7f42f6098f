using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Everything the analyzer can say about a declaration. One entry each in docs/diagnostics.md.</summary>
internal static class LstmDiagnostics
{
    private const string HelpLink = DocumentationLinks.Folder + "diagnostics.md#";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "LSTM001", "A network's class must be partial",
        "'{0}' must be declared partial, so that its network can be generated into it");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "LSTM002", "A type around a network's class must be partial",
        "'{0}', which contains the [{2}] class '{1}', must be declared partial");

    public static readonly DiagnosticDescriptor StaticOrAbstract = Error(
        "LSTM003", "A network's class must be one that can be created",
        "'{0}' is {1}: a network is an object that holds its weights, so its class may be neither static nor abstract");

    public static readonly DiagnosticDescriptor Record = Error(
        "LSTM004", "A network's class cannot be a record",
        "'{0}' is a record, whose generated equality and copies make no sense for a network; declare a class");

    public static readonly DiagnosticDescriptor Generic = Error(
        "LSTM005", "A network's class cannot be generic or nested in a generic type",
        "'{0}' is generic: the code of '{1}' is generated for one network, so neither it nor a type around it may have type parameters");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Error(
        "LSTM006", "A size is out of range",
        "{0} of {1} must be from {2} to {3}, and is {4}");

    public static readonly DiagnosticDescriptor MemberCollides = Error(
        "LSTM007", "A member has the name of a generated one",
        "'{0}' already has a member '{1}', which [{2}] generates; rename it");

    public static readonly DiagnosticDescriptor Twice = Error(
        "LSTM008", "The attribute stands twice on one class",
        "'{0}' has more than one [{1}] attribute, perhaps on several of its parts; keep one");

    public static readonly DiagnosticDescriptor BadActivation = Error(
        "LSTM009", "An activation or a direction does not fit",
        "{0} of {1} {2}");

    public static readonly DiagnosticDescriptor FileLocal = Error(
        "LSTM010", "A network's class cannot be file-local",
        "'{0}' is local to its file, and generated code stands in another; make it internal or private");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "LSTM011", "The C# version is too old for the generated code",
        "The code generated for '{0}' needs C# {1} or later, and this project compiles as C# {2}");

    public static readonly DiagnosticDescriptor PrimaryConstructor = Error(
        "LSTM012", "A network's class cannot have a primary constructor",
        "'{0}' has a primary constructor, which the generated constructor from LstmWeights would have to call; declare an ordinary one that calls this(weights)");

    public static readonly DiagnosticDescriptor NotConstructible = Error(
        "LSTM013", "Generated code must be able to construct a network's class",
        "'{0}' cannot be constructed by generated code: {1}");

    public static readonly DiagnosticDescriptor DoNotGoTogether = Error(
        "LSTM014", "Two parameters do not go together",
        "{0} and {1} of {2} do not go together: {3}");

    public static readonly DiagnosticDescriptor BadNumber = Error(
        "LSTM015", "A number is out of range",
        "{0} of {1} must be {2}, and is {3}");

    public static readonly DiagnosticDescriptor ChainInParts = Error(
        "LSTM016", "The layers of a network stand on several parts of its class",
        "This [Dense] of '{0}' stands on another part of the class than [{1}], and parts have no order; put all layers on one part, in the order of the data");

    public static readonly DiagnosticDescriptor DenseAlone = Error(
        "LSTM017", "A dense layer needs a recurrent one beside it",
        "'{0}' has [Dense] and neither [Lstm] nor [Gru]; a network has exactly one of these, and dense layers before or after it");

    public static readonly DiagnosticDescriptor LstmAndGru = Error(
        "LSTM018", "A network is an LSTM or a GRU",
        "'{0}' has both [Lstm] and [Gru]; all recurrent layers of a network are of one kind, so keep one of them");

    public static readonly DiagnosticDescriptor NoResourceName = Error(
        "LSTM019", "The name of the weights' resource is blank",
        "{0} of {1} {2}; it must be the name of an embedded resource, such as \"amp.safetensors\", or be left out");

    public static readonly DiagnosticDescriptor ResourceNotFound = Warning(
        "LSTM020", "The resource of the weights is missing or ambiguous",
        "{0} of {1} {2}");

    public static readonly DiagnosticDescriptor BadPrecision = Error(
        "LSTM021", "A precision does not fit the cell",
        "{0} of {1} {2}");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "LstmGen", severity, isEnabledByDefault: true, helpLinkUri: HelpLink + id.ToLowerInvariant());
}
