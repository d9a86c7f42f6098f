using System.Collections.Generic;
using Lstm.Import;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The answer of diff.</summary>
/// <param name="First">The first file.</param>
/// <param name="Second">The second file.</param>
/// <param name="Equal">Whether they are one network, with one self-test, one start and one signal.</param>
/// <param name="SameDeclaration">Whether one class takes both.</param>
/// <param name="FirstDeclaration">The attributes of the first.</param>
/// <param name="SecondDeclaration">The attributes of the second.</param>
/// <param name="SamePreprocessing">Whether they say the same about the signal.</param>
/// <param name="FirstPreprocessing">What the first says.</param>
/// <param name="SecondPreprocessing">What the second says.</param>
/// <param name="Tensors">All canonical tensors: weights, states to start from, self-test.</param>
internal sealed record DiffDocument(
    string First,
    string Second,
    bool Equal,
    bool SameDeclaration,
    string FirstDeclaration,
    string SecondDeclaration,
    bool SamePreprocessing,
    Preprocessing FirstPreprocessing,
    Preprocessing SecondPreprocessing,
    IReadOnlyList<TensorDifference> Tensors);
