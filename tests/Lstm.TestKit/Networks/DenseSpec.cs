namespace Lstm.TestKit;

/// <summary>A dense layer to test: what its attribute says.</summary>
public readonly record struct DenseSpec(int Units, FunctionSpec Activation);
