using Lstm;

namespace Gestures;

/// <summary>
/// The classifier. Three counts of an accelerometer, as they are measured, give the probabilities of eight classes at every step.
/// </summary>
[Affine]                                                  // the normaliser of the counts
[Conv1D(filters: 16, kernel: 5, Activation.Relu)]         // what a tenth of a second looks like
[Gru(input: 3, hidden: 32)]                               // what happened before
[Pool(Pooling.Last)]                                      // a window has the answer of its last step
[Dense(8, Activation.Softmax)]
internal sealed partial class GestureModel;
