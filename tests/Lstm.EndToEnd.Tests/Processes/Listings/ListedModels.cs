namespace Lstm.EndToEnd.Tests.Processes.Listings;

/// <summary>One block.</summary>
[Lstm(input: 3, hidden: 3)]
public sealed partial class Listed3x3;

/// <summary>One block, full.</summary>
[Lstm(input: 1, hidden: 8)]
public sealed partial class Listed1x8;

/// <summary>A tile of two blocks.</summary>
[Lstm(input: 1, hidden: 16)]
public sealed partial class Listed1x16;

/// <summary>A tile of three blocks, the last with padding.</summary>
[Lstm(input: 5, hidden: 20)]
public sealed partial class Listed5x20;

/// <summary>Tiles of both kinds.</summary>
[Lstm(input: 1, hidden: 40)]
public sealed partial class Listed1x40;

/// <summary>A loop over tiles.</summary>
[Lstm(input: 8, hidden: 64)]
public sealed partial class Listed8x64;
