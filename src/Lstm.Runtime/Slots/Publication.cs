namespace Lstm;

/// <summary>
/// A model and how it was published in a slot. It is compared by reference: the same model published twice is two publications.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="fadeSteps">The steps over which streams fade to it.</param>
internal sealed class Publication<TModel>(TModel model, int fadeSteps)
    where TModel : class
{
    // Volatile: a reader that finds null here must find a later publication when it reads the slot afterwards.
    private volatile TModel? _model = model;

    /// <summary>The steps over which streams fade to the model; 0 for none.</summary>
    public int FadeSteps { get; } = fadeSteps;

    /// <summary>The model, or null if a later model was published and no stream will fade from this one.</summary>
    public TModel? Model => _model;

    /// <summary>Releases the model. Idle streams still refer to this object, and must not keep the weights alive.</summary>
    public void Release() => _model = null;
}
