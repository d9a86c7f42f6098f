using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>
/// The arguments of one attribute, by the names of its parameters and properties. What is out of range is found here and read all the same, so that
/// everything wrong is told at once.
/// </summary>
/// <param name="type">The annotated class.</param>
/// <param name="attribute">The attribute.</param>
/// <param name="owner">What messages say the arguments are of, such as <c>'Amp'</c>.</param>
/// <param name="findings">Receives what is wrong.</param>
internal sealed class Arguments(INamedTypeSymbol type, AttributeData attribute, string owner, Findings findings)
{
    /// <summary>Whether the compiler understands all of them. What is half-typed or mistyped is its own to report, and gives no model.</summary>
    public bool AreBound =>
        attribute.ConstructorArguments.All(static argument => argument.Kind != TypedConstantKind.Error) &&
        attribute.NamedArguments.All(static argument => argument.Value.Kind != TypedConstantKind.Error);

    /// <summary>A whole number or an enum's, or null where there is no such argument.</summary>
    public int? Int(string name) => Value(name) as int?;

    /// <summary>Whether something is turned on; null where nothing is said about it.</summary>
    public bool? Flag(string name) => Value(name) as bool?;

    /// <summary>A text, or null where there is none.</summary>
    public string? Text(string name) => Value(name) as string;

    /// <summary>A size within its range, which starts at 0 for one that may be absent.</summary>
    public int Size(string name, int minimum, int maximum, int absent = 0)
    {
        int value = Int(name) ?? absent;
        if (value < minimum || value > maximum)
        {
            findings.Add(LstmDiagnostics.SizeOutOfRange, LocationOf(name), name, owner, minimum, maximum, value);
        }

        return value;
    }

    /// <summary>A limit: a finite number above 0, or 0 for none.</summary>
    public float Limit(string name) => Number(name, "a finite number above 0, or 0 for no limit", static value => value >= 0) ?? 0;

    /// <summary>A finite number above 0, or null where there is no such argument.</summary>
    public float? Positive(string name) => Number(name, "a finite number above 0", static value => value > 0);

    /// <summary>A function without its parameters, or null for a number that is none.</summary>
    /// <param name="name">What sets the function.</param>
    /// <param name="ordinary">The function when none is set.</param>
    public Activation? Activation(string name, Activation ordinary)
    {
        Activation function = (Activation)(Int(name) ?? (int)ordinary);
        if (Enum.IsDefined(typeof(Activation), function))
        {
            return function;
        }

        Misfit(name, Invariant($"is {(int)function}, which is no activation"));
        return null;
    }

    /// <summary>A function and its parameters.</summary>
    /// <param name="name">What sets the function.</param>
    /// <param name="alpha">What sets its first parameter.</param>
    /// <param name="beta">What sets its second parameter.</param>
    /// <param name="ordinary">The function when none is set.</param>
    public ActivationShape Function(string name, string alpha, string beta, Activation ordinary)
    {
        float? first = Number(alpha, "a finite number", static _ => true);
        float? second = Number(beta, "a finite number", static _ => true);
        if (Activation(name, ordinary) is not { } function)
        {
            return ordinary;
        }

        if (first is not null && !ActivationShape.HasAlpha(function))
        {
            Conflict(alpha, name, $"{function} has no alpha; {With(ActivationShape.HasAlpha)} have one");
        }

        if (second is not null && !ActivationShape.HasBeta(function))
        {
            Conflict(beta, name, $"{function} has no beta; {With(ActivationShape.HasBeta)} have one");
        }

        return ActivationShape.Of(function, first, second);
    }

    /// <summary>A function that is applied to one value at a time, as a cell does.</summary>
    /// <param name="subject">What its arguments begin with: <c>Gate</c> for <c>GateActivation</c>, <c>GateAlpha</c>, <c>GateBeta</c>.</param>
    /// <param name="ordinary">The function when none is set.</param>
    public ActivationShape CellFunction(string subject, Activation ordinary)
    {
        string name = subject + "Activation";
        ActivationShape function = Function(name, subject + "Alpha", subject + "Beta", ordinary);
        if (function.Function == Lstm.Activation.Softmax)
        {
            Misfit(name, "is Softmax, a function of all of a layer's values; a cell needs one of a single value, and Softmax is for dense layers only");
        }

        return function;
    }

    /// <summary>Notes that a function or a direction does not fit.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="wrong">What is wrong with it, as the end of a sentence.</param>
    public void Misfit(string name, string wrong) => findings.Add(LstmDiagnostics.BadActivation, LocationOf(name), name, owner, wrong);

    /// <summary>Notes that a precision does not fit.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="wrong">What is wrong with it, as the end of a sentence.</param>
    public void Precision(string name, string wrong) => findings.Add(LstmDiagnostics.BadPrecision, LocationOf(name), name, owner, wrong);

    /// <summary>Notes what there is to say about the name of a resource.</summary>
    /// <param name="descriptor">Which diagnostic says it.</param>
    /// <param name="name">The argument.</param>
    /// <param name="wrong">What is wrong with it, as the end of a sentence.</param>
    public void Resource(DiagnosticDescriptor descriptor, string name, string wrong) => findings.Add(descriptor, LocationOf(name), name, owner, wrong);

    /// <summary>Notes that an argument does not go together with something else.</summary>
    /// <param name="name">The argument, which is underlined.</param>
    /// <param name="other">What it does not go together with.</param>
    /// <param name="why">Why, as the end of a sentence.</param>
    public void Conflict(string name, string other, string why) =>
        findings.Add(LstmDiagnostics.DoNotGoTogether, LocationOf(name), name, other, owner, why);

    /// <summary>A number that is refused where it is written and not finite: a NaN too, though it is how an attribute keeps one that is not set.</summary>
    private float? Number(string name, string expected, Func<float, bool> isAllowed)
    {
        if (Value(name) is not float value)
        {
            return null;
        }

        if (float.IsNaN(value) || float.IsInfinity(value) || !isAllowed(value))
        {
            findings.Add(LstmDiagnostics.BadNumber, LocationOf(name), name, owner, expected, value);
        }

        // Minus zero equals zero, and models that are equal must give one text.
        return value + 0f;
    }

    private static string With(Func<Activation, bool> has)
    {
        IReadOnlyList<string> names = [.. Enum.GetValues(typeof(Activation)).Cast<Activation>().Where(has).Select(static function => function.ToString())];
        return string.Join(", ", names.Take(names.Count - 1)) + " and " + names[names.Count - 1];
    }

    private object? Value(string name)
    {
        int position = PositionOf(name);
        TypedConstant value = position >= 0
            ? attribute.ConstructorArguments.ElementAtOrDefault(position)
            : attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
        return value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? value.Value : null;
    }

    /// <summary>Which parameter of the constructor has a name, or -1: it is a property then.</summary>
    private int PositionOf(string name)
    {
        IMethodSymbol? constructor = attribute.AttributeConstructor;
        return constructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1;
    }

    /// <summary>The argument as written; the attribute where it is not, and the class's name where that has no source either.</summary>
    private Location LocationOf(string name)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax syntax)
        {
            return ClassRules.LocationOf(type);
        }

        IReadOnlyList<AttributeArgumentSyntax> arguments = syntax.ArgumentList is { } list ? [.. list.Arguments] : [];
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(argument => (argument.NameColon?.Name ?? argument.NameEquals?.Name)?.Identifier.ValueText == name);
        // A positional argument carries no name. Those before it may, as long as they stand in their own places.
        int position = PositionOf(name);
        AttributeArgumentSyntax? positional = position < 0 ? null : arguments.Where(static argument => argument.NameEquals is null).ElementAtOrDefault(position);
        return ((SyntaxNode?)(named ?? positional)?.Expression ?? syntax).GetLocation();
    }
}
