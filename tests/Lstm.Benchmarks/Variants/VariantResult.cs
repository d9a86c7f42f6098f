using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Variants;

/// <summary>The result of one variant.</summary>
/// <param name="Name">The variant.</param>
/// <param name="Size">Its size.</param>
/// <param name="Time">Nanoseconds a step.</param>
/// <param name="OfPlain">Its fastest round over that of the plain cell.</param>
/// <param name="ArithmeticOfPlain">Its multiply-adds over those of the plain cell.</param>
internal sealed record VariantResult(string Name, string Size, Timing Time, double OfPlain, double ArithmeticOfPlain);
