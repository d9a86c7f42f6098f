namespace Lstm.Import.StateDict;

/// <summary>The meaning of the order of the tensors of a state dict.</summary>
internal enum TensorOrder
{
    /// <summary>None.</summary>
    Unknown,

    /// <summary>The module defined them in this order, which is often but not always that of the data.</summary>
    Definition,

    /// <summary>Data passes through their modules in this order.</summary>
    Data,
}
