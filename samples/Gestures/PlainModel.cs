using Lstm;

namespace Gestures;

/// <summary>The same network without the convolution, trained in the same way: what the convolution has to beat.</summary>
[Affine]
[Gru(input: 3, hidden: 32)]
[Pool(Pooling.Last)]
[Dense(8, Activation.Softmax)]
internal sealed partial class PlainModel;
