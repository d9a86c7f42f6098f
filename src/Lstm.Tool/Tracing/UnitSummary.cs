using System.Collections.Generic;

namespace Lstm.Tool.Tracing;

/// <summary>
/// Statistics of one unit over a sequence: of each gate and candidate by its name, "inputGate", in the order of the page.
/// </summary>
/// <param name="gates">The names and the statistics.</param>
internal sealed class UnitSummary(IEnumerable<KeyValuePair<string, GateSummary>> gates) : OrderedDictionary<string, GateSummary>(gates);
