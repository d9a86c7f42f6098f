namespace Lstm.EndToEnd.Tests.States;

[Lstm(input: 1, hidden: 5)]
public sealed partial class SilentSmall;

[Lstm(input: 1, hidden: 16)]
public sealed partial class SilentTwoBlocks;

[Lstm(input: 1, hidden: 40)]
public sealed partial class SilentPair;

[Lstm(input: 3, hidden: 72)]
public sealed partial class SilentTiles;

[Gru(input: 1, hidden: 7)]
public sealed partial class SilentGru;

[Gru(input: 2, hidden: 41)]
public sealed partial class SilentTiledGru;
