using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>Everything the analyzer can say about a declaration. One entry each in docs/diagnostics.md.</summary>
internal static class LstmDiagnostics
{
    private const string HelpLink = "https://github.com/lstmgen/lstmgen/blob/main/docs/diagnostics.md#";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "LSTM001", "An [Lstm] class must be partial",
        "'{0}' must be declared partial, so that its network can be generated into it");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "LSTM002", "A type around an [Lstm] class must be partial",
        "'{0}', which contains the [Lstm] class '{1}', must be declared partial");

    public static readonly DiagnosticDescriptor StaticOrAbstract = Error(
        "LSTM003", "An [Lstm] class must be one that can be created",
        "'{0}' is {1}: a network is an object that holds its weights, so its class may be neither static nor abstract");

    public static readonly DiagnosticDescriptor Record = Error(
        "LSTM004", "An [Lstm] class cannot be a record",
        "'{0}' is a record, whose generated equality and copies make no sense for a network; declare a class");

    public static readonly DiagnosticDescriptor Generic = Error(
        "LSTM005", "An [Lstm] class cannot be generic or nested in a generic type",
        "'{0}' is generic: the code of '{1}' is generated for one network, so neither it nor a type around it may have type parameters");

    public static readonly DiagnosticDescriptor SizeOutOfRange = Error(
        "LSTM006", "A size is out of range",
        "{0} of '{1}' must be from {2} to {3}, and is {4}");

    public static readonly DiagnosticDescriptor MemberCollides = Error(
        "LSTM007", "A member has the name of a generated one",
        "'{0}' already has a member '{1}', which [Lstm] generates; rename it");

    public static readonly DiagnosticDescriptor Twice = Error(
        "LSTM008", "The attribute [Lstm] stands twice on one class",
        "'{0}' has more than one [Lstm] attribute, perhaps on several of its parts; keep one");

    public static readonly DiagnosticDescriptor BadActivation = Error(
        "LSTM009", "The output activation does not fit",
        "OutputActivation of '{0}' {1}");

    public static readonly DiagnosticDescriptor FileLocal = Error(
        "LSTM010", "An [Lstm] class cannot be file-local",
        "'{0}' is local to its file, and generated code stands in another; make it internal or private");

    public static readonly DiagnosticDescriptor OldLanguage = Error(
        "LSTM011", "The C# version is too old for the generated code",
        "The code generated for '{0}' needs C# {1} or later, and this project compiles as C# {2}");

    public static readonly DiagnosticDescriptor PrimaryConstructor = Error(
        "LSTM012", "An [Lstm] class cannot have a primary constructor",
        "'{0}' has a primary constructor, which the generated constructor from LstmWeights would have to call; declare an ordinary one that calls this(weights)");

    public static readonly DiagnosticDescriptor NotConstructible = Error(
        "LSTM013", "Generated code must be able to construct an [Lstm] class",
        "'{0}' cannot be constructed by generated code: {1}");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "LstmGen", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLink + id.ToLowerInvariant());
}
