using Lstm;

namespace Amp;

/// <summary>The amplifier as one layer of 16 units. A sample of the guitar gives a sample of the amplifier, at 48 kHz.</summary>
[Lstm(input: 1, hidden: 16, Output = 1)]
internal sealed partial class OneLayerAmp;
