using System;
using System.Collections.Generic;
using System.Threading;

namespace Lstm;

/// <summary>
/// A place that holds the model in use, and into which a new one is published while streams run: retrained weights, another preset, the next patient's network.
/// </summary>
/// <remarks>
/// A slot belongs to all threads: any may publish, and any number may read and step meanwhile. Reading takes no lock and never waits. An <see cref="LstmStream{TModel, TState}"/>
/// follows a slot by itself; whoever steps a <see cref="StateBlock{TState}"/>, or keeps its states otherwise, reads <see cref="Current"/> once a step.
/// States need no conversion, since a slot's models are all of one class.
/// </remarks>
/// <typeparam name="TModel">The generated class, or any other that is a model.</typeparam>
public sealed class LstmSlot<TModel>
    where TModel : class
{
    private readonly Lock _publishing = new();

    // Earlier publications that streams may still have to fade from. Weak: only a stream that is at one of them keeps its model.
    private readonly List<WeakReference<Publication<TModel>>> _faded = [];
    private volatile Publication<TModel> _latest;

    /// <summary>A slot with its first model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    public LstmSlot(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _latest = new Publication<TModel>(model, fadeSteps: 0);
    }

    /// <summary>The model that was published last.</summary>
    public TModel Current
    {
        get
        {
            while (true)
            {
                // Null means that a newer one has been published between the two reads.
                if (_latest.Model is { } model)
                {
                    return model;
                }
            }
        }
    }

    internal Publication<TModel> Latest => _latest;

    /// <summary>Puts a model into the place of the present one. Streams take it up at the beginning of their next call.</summary>
    /// <remarks>
    /// What was published without a fade is a cut: from then on neither the slot nor a stream holds an earlier model, unless the stream is in the middle of a fade. With a
    /// fade, a stream that is at an earlier model holds that one until it has stepped through the fade.
    /// </remarks>
    /// <param name="model">The new model.</param>
    /// <param name="fadeSteps">The steps over which each stream fades from its old model to the new one; 0 for none.</param>
    /// <exception cref="ArgumentNullException">There is no model.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The fade has fewer steps than none.</exception>
    public void Publish(TModel model, int fadeSteps = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(fadeSteps);
        Publication<TModel> next = new(model, fadeSteps);
        lock (_publishing)
        {
            Publication<TModel> last = _latest;

            // First this, and only then releases: a reader without a model then finds a newer one.
            _latest = next;
            if (fadeSteps > 0)
            {
                _faded.RemoveAll(static reference => !reference.TryGetTarget(out _));
                _faded.Add(new WeakReference<Publication<TModel>>(last));
                return;
            }

            last.Release();
            foreach (WeakReference<Publication<TModel>> reference in _faded)
            {
                if (reference.TryGetTarget(out Publication<TModel>? faded))
                {
                    faded.Release();
                }
            }

            _faded.Clear();
        }
    }
}
