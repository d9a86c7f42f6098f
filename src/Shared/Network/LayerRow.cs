namespace Lstm.Shared;

/// <summary>The number of layers since the last recurrent one. It has a limit.</summary>
/// <param name="Dense">The number of dense layers.</param>
/// <param name="Others">The number of other layers without recurrent weights.</param>
internal readonly record struct LayerRow(int Dense, int Others)
{
    /// <summary>Whether the row has more dense layers than a network may have.</summary>
    public bool HasTooManyDense => Dense > NetworkShape.MaxDenseLayers;

    /// <summary>Whether the row has more layers of a kind than a network may have.</summary>
    public bool IsTooLong => HasTooManyDense || Others > NetworkShape.MaxOtherLayers;

    /// <summary>Returns the row after a recurrent layer.</summary>
    public static LayerRow Empty => default;

    /// <summary>Returns the row with a dense layer more.</summary>
    public LayerRow WithDense() => this with { Dense = Dense + 1 };

    /// <summary>Returns the row with another layer more.</summary>
    public LayerRow WithOther() => this with { Others = Others + 1 };
}
