namespace Lstm.Benchmarks.Networks;

/// <summary>A network as a user declares it: its attribute, on an empty partial class.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Options">What its attribute says besides, in C#: "Precision = LstmPrecision.Int16"; empty for nothing.</param>
internal sealed record NetworkDeclaration(NetworkSize Size, string Options = "")
{
    /// <summary>Another name for every other declaration: what is no letter or digit is left out.</summary>
    public string ClassName => string.Concat(("Net" + Size + Options).Split(' ', '.', '=', ','));

    public string Source =>
        $"[Lstm(input: {Size.Input}, hidden: {Size.Hidden}{(Size.Layers > 1 ? $", Layers = {Size.Layers}" : "")}{(Options.Length > 0 ? ", " + Options : "")})]\n" +
        $"public sealed partial class {ClassName};\n";
}
