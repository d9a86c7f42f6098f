using System.Collections.Generic;

namespace Lstm.Benchmarks.Networks;

/// <summary>The sizes of the table, declared as a user declares them.</summary>
internal static partial class DeclaredNetworks
{
    public static IReadOnlyList<Network> All { get; } =
    [
        new GeneratedNetwork<Net4x4, Net4x4.State>(static weights => new Net4x4(weights)),
        new GeneratedNetwork<Net3x3, Net3x3.State>(static weights => new Net3x3(weights)),
        new GeneratedNetwork<Net1x8, Net1x8.State>(static weights => new Net1x8(weights)),
        new GeneratedNetwork<Net1x16, Net1x16.State>(static weights => new Net1x16(weights)),
        new GeneratedNetwork<Net1x24, Net1x24.State>(static weights => new Net1x24(weights)),
        new GeneratedNetwork<Net1x32, Net1x32.State>(static weights => new Net1x32(weights)),
        new GeneratedNetwork<Net1x40, Net1x40.State>(static weights => new Net1x40(weights)),
        new GeneratedNetwork<Net8x64, Net8x64.State>(static weights => new Net8x64(weights)),
        new GeneratedNetwork<Net64x64, Net64x64.State>(static weights => new Net64x64(weights)),
        new GeneratedNetwork<Net64x128, Net64x128.State>(static weights => new Net64x128(weights)),
    ];

    [Lstm(input: 4, hidden: 4)]
    internal sealed partial class Net4x4;

    [Lstm(input: 3, hidden: 3)]
    internal sealed partial class Net3x3;

    [Lstm(input: 1, hidden: 8)]
    internal sealed partial class Net1x8;

    [Lstm(input: 1, hidden: 16)]
    internal sealed partial class Net1x16;

    [Lstm(input: 1, hidden: 24)]
    internal sealed partial class Net1x24;

    [Lstm(input: 1, hidden: 32)]
    internal sealed partial class Net1x32;

    [Lstm(input: 1, hidden: 40)]
    internal sealed partial class Net1x40;

    [Lstm(input: 8, hidden: 64)]
    internal sealed partial class Net8x64;

    [Lstm(input: 64, hidden: 64)]
    internal sealed partial class Net64x64;

    [Lstm(input: 64, hidden: 128)]
    internal sealed partial class Net64x128;
}
