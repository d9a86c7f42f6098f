namespace Lstm.Shared;

/// <summary>A name that a format has for a function.</summary>
/// <param name="Name">The name.</param>
/// <param name="Alpha">The first parameter that the name means; null for the default of the function.</param>
/// <param name="Beta">The second parameter that the name means; null for the default of the function.</param>
internal sealed record ActivationName(string Name, float? Alpha = null, float? Beta = null)
{
    public static implicit operator ActivationName(string name) => new(name);
}
