namespace Lstm.Tests;

/// <summary>The sizes that an <see cref="OracleModel{TSizes}"/> claims, as a generated class would.</summary>
internal interface IOracleSizes
{
    static abstract int Input { get; }

    static abstract int Hidden { get; }

    static abstract int Output { get; }

    static abstract int Layers { get; }
}
