using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Tests.Harness;

/// <summary>
/// Looks for the compiler's own objects in the values of a pipeline, where they would keep a whole compilation alive and never compare
/// equal.
/// </summary>
internal static class RoslynObjects
{
    /// <summary>The path to the first one that <paramref name="value"/> holds on to, or null.</summary>
    public static string? FindIn(object? value) => Find(value, "value", new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static string? Find(object? value, string path, HashSet<object> seen)
    {
        if (value is null)
        {
            return null;
        }

        if (value is ISymbol or SyntaxNode or SyntaxToken or SyntaxTrivia or SyntaxTree or SyntaxReference or Location or Compilation
            or SemanticModel
            or AttributeData or TypedConstant or Diagnostic or ParseOptions)
        {
            return $"{path} is a {value.GetType().Name}";
        }

        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string or Type || !type.IsValueType && !seen.Add(value))
        {
            return null;
        }

        // An immutable array is a struct around an array, and may be around none: its field is walked like any other.
        if (!type.IsValueType && value is IEnumerable items)
        {
            return items.Cast<object?>()
                .Select((item, index) => Find(item, $"{path}[{index}]", seen))
                .FirstOrDefault(static found => found is not null);
        }

        return Fields(type)
            .Select(field => Find(field.GetValue(value), $"{path}.{field.Name}", seen))
            .FirstOrDefault(static found => found is not null);
    }

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
