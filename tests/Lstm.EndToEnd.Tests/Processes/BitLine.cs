using System;

namespace Lstm.EndToEnd.Tests.Processes;

/// <summary>A network's line in the table of bits.</summary>
/// <param name="Name">Its class.</param>
/// <param name="Values">The hash of what it makes of ordinary inputs and states; and, where a verb differs from it, that verb and what it
/// gives.</param>
/// <param name="Special">The same of infinities, numbers near the ends of the range, and what is no number.</param>
/// <param name="Size">How large the ordinary outputs are on average. Not in the table: values that have died out or saturated would make
/// any hash stable.</param>
/// <param name="Words">What is declared.</param>
internal sealed record BitLine(string Name, string Values, string Special, double Size, string Words)
{
    /// <summary>What the lines of networks start with.</summary>
    public const string Prefix = "Probe";

    /// <summary>The table's line above them.</summary>
    public static string Header => TextOf("# class", "values", "special values", "network");

    public override string ToString() => TextOf(Name, Values, Special, Words);

    private static string TextOf(string name, string values, string special, string words) =>
        FormattableString.Invariant($"{name,-22}  {values,-16}  {special,-16}  {words}");
}
