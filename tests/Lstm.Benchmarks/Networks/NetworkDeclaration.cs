namespace Lstm.Benchmarks.Networks;

/// <summary>A network as a user declares it: its attribute, on an empty partial class.</summary>
/// <param name="Size">Its size.</param>
/// <param name="Options">Further arguments of the attribute, in C#: "Precision = LstmPrecision.Int16"; may be empty.</param>
internal sealed record NetworkDeclaration(NetworkSize Size, string Options = "")
{
    /// <summary>A name that differs for every declaration, made of its letters and digits.</summary>
    public string ClassName => string.Concat(("Net" + Size + Options).Split(' ', '.', '=', ','));

    public string Source
    {
        get
        {
            string layers = Size.Layers > 1 ? $", Layers = {Size.Layers}" : "";
            string options = Options.Length > 0 ? $", {Options}" : "";
            return $"[Lstm(input: {Size.Input}, hidden: {Size.Hidden}{layers}{options})]\npublic sealed partial class {ClassName};\n";
        }
    }
}
