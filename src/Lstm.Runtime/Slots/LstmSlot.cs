using System;
using System.Collections.Generic;
using System.Threading;

namespace Lstm;

/// <summary>
/// Holds the model in use. A new one (retrained weights, another preset) can be published while streams run.
/// </summary>
/// <remarks>
/// All threads may share a slot: any thread may publish, and any number may read and step at the same time. Reading takes no lock and never
/// waits. An <see cref="LstmStream{TModel, TState}"/> follows a slot automatically. Code that steps a <see cref="StateBlock{TState}"/> or
/// its own states should read <see cref="Current"/> once per step. States need no conversion, because all models of a slot are of one
/// class.
/// </remarks>
/// <typeparam name="TModel">The generated class, or any other that is a model.</typeparam>
public sealed class LstmSlot<TModel>
    where TModel : class
{
    private readonly Lock _publishing = new();

    // Earlier publications that streams may still have to fade from. The references are weak, so that only a stream that uses one keeps its
    // model alive.
    private readonly List<WeakReference<Publication<TModel>>> _faded = [];
    private volatile Publication<TModel> _latest;

    /// <summary>Creates a slot with its first model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
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
                // Null: a newer model was published between the two reads.
                if (_latest.Model is { } model)
                {
                    return model;
                }
            }
        }
    }

    internal Publication<TModel> Latest => _latest;

    /// <summary>Replaces the current model. Streams switch to the new one at the beginning of their next call.</summary>
    /// <remarks>
    /// Without a fade this is a cut: neither the slot nor a stream keeps an earlier model alive from then on, unless the stream is in a
    /// fade. With a fade, a stream that uses an earlier model keeps it alive until it has stepped through the fade.
    /// </remarks>
    /// <param name="model">The new model.</param>
    /// <param name="fadeSteps">The number of steps over which each stream fades from its old model to the new one; 0 for a cut.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative.</exception>
    public void Publish(TModel model, int fadeSteps = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(fadeSteps);
        Publication<TModel> next = new(model, fadeSteps);
        lock (_publishing)
        {
            Publication<TModel> last = _latest;

            // The new publication must be visible before the release: a reader that finds no model must find a newer publication.
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
