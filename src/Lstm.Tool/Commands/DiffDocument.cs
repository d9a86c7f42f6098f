using System.Collections.Generic;
using Lstm.Import;
using Lstm.Tool.Statistics;

namespace Lstm.Tool.Commands;

/// <summary>The result of diff.</summary>
/// <param name="First">The first file.</param>
/// <param name="Second">The second file.</param>
/// <param name="Equal">Whether declaration, weights, initial state, self-test and preprocessing are all equal.</param>
/// <param name="SameDeclaration">Whether one class can load both files.</param>
/// <param name="FirstDeclaration">The attributes of the first file's class.</param>
/// <param name="SecondDeclaration">The attributes of the second file's class.</param>
/// <param name="SamePreprocessing">Whether the preprocessing of both files is equal.</param>
/// <param name="FirstPreprocessing">The sample rate and gains of the first file.</param>
/// <param name="SecondPreprocessing">The sample rate and gains of the second file.</param>
/// <param name="Tensors">All canonical tensors: weights, initial states, self-test.</param>
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
