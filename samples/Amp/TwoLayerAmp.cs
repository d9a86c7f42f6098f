using Lstm;

namespace Amp;

/// <summary>The amplifier as two layers of 8 units. A sample of the guitar gives a sample of the amplifier, at 48 kHz.</summary>
[Lstm(input: 1, hidden: 8, Layers = 2, Output = 1)]
internal sealed partial class TwoLayerAmp;
