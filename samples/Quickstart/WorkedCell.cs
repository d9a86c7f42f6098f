using Lstm;

namespace Quickstart;

/// <summary>A network small enough to compute by hand, with three inputs and three hidden units. The generator writes its body.</summary>
[Lstm(input: 3, hidden: 3)]
internal sealed partial class WorkedCell;
