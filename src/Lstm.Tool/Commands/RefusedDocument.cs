using System.Collections.Generic;

namespace Lstm.Tool.Commands;

/// <summary>The result of inspect for a file that is refused although its layers were read.</summary>
/// <param name="Error">The message.</param>
/// <param name="Layers">The layers of the file, whose names the options select.</param>
internal sealed record RefusedDocument(string Error, IReadOnlyList<FileLayer> Layers);
