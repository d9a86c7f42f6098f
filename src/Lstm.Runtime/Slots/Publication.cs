namespace Lstm;

/// <summary>A model as it was published in a slot. It is compared by reference: the same model published twice is two publications.</summary>
/// <param name="model">The model.</param>
/// <param name="fadeSteps">The steps over which streams fade to it.</param>
internal sealed class Publication<TModel>(TModel model, int fadeSteps)
    where TModel : class
{
    // Volatile: who reads null here reads a later publication in the slot afterwards.
    private volatile TModel? _model = model;

    /// <summary>The steps over which streams fade to the model; 0 for none.</summary>
    public int FadeSteps { get; } = fadeSteps;

    /// <summary>The model, or null when another one has been published and no stream is to fade from this one.</summary>
    public TModel? Model => _model;

    /// <summary>Lets go of the model: streams that have not stepped since keep this object, and must not keep the weights.</summary>
    public void Release() => _model = null;
}
