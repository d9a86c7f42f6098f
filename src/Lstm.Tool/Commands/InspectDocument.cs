using System.Collections.Generic;
using Lstm.Import;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The result of inspect.</summary>
internal sealed record InspectDocument(
    string File,
    ModelFormat Format,
    string FormatDetail,
    string Declaration,
    IReadOnlyList<LayerDescription> Layers,
    NetworkCost Totals,
    IReadOnlyList<TensorStatistics> Tensors,
    Preprocessing Preprocessing,
    IReadOnlyList<string> Notes,
    SelfTestFinding SelfTest,
    IReadOnlyList<QuantizationReport> Precisions,
    IReadOnlyList<Suspicion> Suspicions);
