using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Generation;

/// <summary>The generator's result for one declaration.</summary>
/// <param name="Size">The network.</param>
/// <param name="Time">Nanoseconds of the warm driver after an edit of the declaration.</param>
/// <param name="EditElsewhere">Nanoseconds of the warm driver after an edit in another file.</param>
/// <param name="TextBytes">Bytes of text, in UTF-8.</param>
/// <param name="CodeBytes">Bytes of machine code of its kernels; null if the runtime does not report it.</param>
internal sealed record GenerationResult(NetworkSize Size, Timing Time, Timing EditElsewhere, int TextBytes, int? CodeBytes);
