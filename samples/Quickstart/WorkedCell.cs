using Lstm;

namespace Quickstart;

/// <summary>A network small enough to follow by hand: three inputs, three hidden units. The generator writes its body.</summary>
[Lstm(input: 3, hidden: 3)]
internal sealed partial class WorkedCell;
