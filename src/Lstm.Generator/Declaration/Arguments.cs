using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Editor;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static System.FormattableString;

namespace Lstm.Generator.Declaration;

/// <summary>
/// The arguments of one attribute, by the names of its parameters and properties. A value out of range is reported and still returned, so
/// that all errors are reported at once.
/// </summary>
/// <param name="type">The annotated class.</param>
/// <param name="attribute">The attribute.</param>
/// <param name="owner">The owner of the arguments in messages, such as <c>'Amp'</c>.</param>
/// <param name="findings">Receives the errors.</param>
internal sealed class Arguments(INamedTypeSymbol type, AttributeData attribute, string owner, Findings findings)
{
    /// <summary>Whether the compiler can bind all arguments. If not, the compiler reports the error, and the class has no model.</summary>
    public bool AreBound =>
        attribute.ConstructorArguments.All(static argument => argument.Kind != TypedConstantKind.Error) &&
        attribute.NamedArguments.All(static argument => argument.Value.Kind != TypedConstantKind.Error);

    /// <summary>
    /// Whether an argument is written. (The parameters of the chosen constructor are, and none of them has a default that matters.)
    /// </summary>
    public bool Has(string name) => PositionOf(name) >= 0 || attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>Returns an integer or an enum value, or null if there is no such argument.</summary>
    public int? Int(string name) => Value(name) as int?;

    /// <summary>Returns a Boolean argument, or null if there is no such argument.</summary>
    public bool? Flag(string name) => Value(name) as bool?;

    /// <summary>Returns a string, or null if there is no such argument.</summary>
    public string? Text(string name) => Value(name) as string;

    /// <summary>Returns a size and checks its range. The minimum of an optional size is 0.</summary>
    public int Size(string name, int minimum, int maximum, int absent = 0)
    {
        int value = Int(name) ?? absent;
        if (value < minimum || value > maximum)
        {
            findings.AddWith(
                FixProperties.Nearest(value < minimum ? minimum : maximum),
                LstmDiagnostics.SizeOutOfRange, LocationOf(name), name, owner, minimum, maximum, value);
        }

        return value;
    }

    /// <summary>Returns a limit: a finite number above 0, or 0 for no limit; null if there is no such argument.</summary>
    public float? Limit(string name) => Number(name, "a finite number above 0, or 0 for no limit", static value => value >= 0);

    /// <summary>Returns a finite number above 0, or null if there is no such argument.</summary>
    public float? Positive(string name) => Number(name, "a finite number above 0", static value => value > 0);

    /// <summary>Returns a function without its parameters, or null if the enum has no such value.</summary>
    /// <param name="name">The argument that sets the function.</param>
    /// <param name="ordinary">The default function.</param>
    public Activation? Activation(string name, Activation ordinary)
    {
        Activation function = (Activation)(Int(name) ?? (int)ordinary);
        if (Enum.IsDefined(typeof(Activation), function))
        {
            return function;
        }

        Misfit(name, Invariant($"is {(int)function}, which is not an activation"));
        return null;
    }

    /// <summary>Returns a function and its parameters.</summary>
    /// <param name="name">The argument that sets the function.</param>
    /// <param name="alpha">The argument that sets its first parameter.</param>
    /// <param name="beta">The argument that sets its second parameter.</param>
    /// <param name="ordinary">The default function.</param>
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
            Conflict(alpha, $"{name} = {function}", $"{function} has no alpha; {With(ActivationShape.HasAlpha)} have one");
        }

        if (second is not null && !ActivationShape.HasBeta(function))
        {
            Conflict(beta, $"{name} = {function}", $"{function} has no beta; {With(ActivationShape.HasBeta)} have one");
        }

        return ActivationShape.Of(function, first, second);
    }

    /// <summary>Returns a function of a cell, which must be a function of one value.</summary>
    /// <param name="option">The option of the cell.</param>
    public ActivationShape CellFunction(FunctionOption option)
    {
        string name = option.Argument;
        ActivationShape function = Function(name, option.Name + "Alpha", option.Name + "Beta", option.Ordinary);
        if (!function.IsOfOneValue)
        {
            Misfit(name, $"is {function.Function}, which is a function of all values of a layer; a cell needs a function of one value, " +
                $"and {function.Function} is for dense layers only");
        }

        return function;
    }

    /// <summary>Reports an activation or a direction that is not valid.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="wrong">The error, as the end of a sentence.</param>
    public void Misfit(string name, string wrong) =>
        findings.Add(LstmDiagnostics.BadActivation, LocationOf(name), name, owner, wrong);

    /// <summary>Reports a precision or an arithmetic that is not valid.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="wrong">The error, as the end of a sentence.</param>
    public void Inexact(string name, string wrong) =>
        findings.Add(LstmDiagnostics.BadPrecision, LocationOf(name), name, owner, wrong);

    /// <summary>Reports a problem with the name of a resource.</summary>
    /// <param name="descriptor">The diagnostic.</param>
    /// <param name="name">The argument.</param>
    /// <param name="wrong">The error, as the end of a sentence.</param>
    public void Resource(DiagnosticDescriptor descriptor, string name, string wrong) =>
        findings.Add(descriptor, LocationOf(name), name, owner, wrong);

    /// <summary>Reports an argument that cannot be combined with the value of another parameter.</summary>
    /// <param name="name">The argument, which is underlined.</param>
    /// <param name="other">The other parameter, with its value if other values can be combined with the argument.</param>
    /// <param name="why">The reason, as the end of a sentence.</param>
    /// <param name="found">The argument's value, if other values can be combined with the other parameter.</param>
    public void Conflict(string name, string other, string why, string? found = null) =>
        findings.Add(
            LstmDiagnostics.DoNotGoTogether, LocationOf(name), name, owner, found is null ? "" : $" is {found} and", other, why);

    /// <summary>Reports that the attribute does not have the number of inputs.</summary>
    /// <param name="kind">The name of the attribute.</param>
    public void NoInput(string kind) => findings.Add(
        LstmDiagnostics.NoInput, NetworkAttributes.LocationOf(attribute, type), type.Name, kind);

    /// <summary>Reports an argument of the whole network on an attribute that is not the first.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="kind">The name of the attribute.</param>
    /// <param name="remedy">What to do instead, as a sentence.</param>
    public void Later(string name, string kind, string remedy) =>
        findings.Add(LstmDiagnostics.NotFirst, LocationOf(name), name, owner, kind, remedy);

    /// <summary>
    /// Returns a number and checks it. NaN is rejected if it is written in the attribute, although an attribute stores NaN for a number
    /// that is not set.
    /// </summary>
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

        // Adding 0 turns -0 into +0. They are equal, and equal models must give the same text.
        return value + 0f;
    }

    private static string With(Func<Activation, bool> has)
    {
        IEnumerable<Activation> functions = Enum.GetValues(typeof(Activation)).Cast<Activation>().Where(has);
        IReadOnlyList<string> names = [.. functions.Select(static function => function.ToString())];
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

    /// <summary>Returns the position of the constructor parameter with this name, or -1 for a property.</summary>
    private int PositionOf(string name)
    {
        IMethodSymbol? constructor = attribute.AttributeConstructor;
        return constructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1;
    }

    /// <summary>
    /// Returns the location of the argument; of the attribute if it is not written; of the class name if that has no source.
    /// </summary>
    private Location LocationOf(string name)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax syntax)
        {
            return ClassRules.LocationOf(type);
        }

        IReadOnlyList<AttributeArgumentSyntax> arguments = syntax.ArgumentList is { } list ? [.. list.Arguments] : [];
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(
            argument => (argument.NameColon?.Name ?? argument.NameEquals?.Name)?.Identifier.ValueText == name);

        // A positional argument has no name. The arguments before it may have names if they are in their own positions.
        int position = PositionOf(name);
        AttributeArgumentSyntax? positional = position < 0
            ? null
            : arguments.Where(static argument => argument.NameEquals is null).ElementAtOrDefault(position);
        return ((SyntaxNode?)(named ?? positional)?.Expression ?? syntax).GetLocation();
    }
}
