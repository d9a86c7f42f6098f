using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Lstm.CompilerServices;

/// <summary>The members of every generated class that do not advance a state. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelAccess
{
    /// <summary>Returns the description of a class's network.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    public static NetworkDescription Network<TModel>()
        where TModel : ILstmModel => TModel.Network;

    /// <summary>Returns the declaration of a network. Every call returns the same string.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    public static string Declaration<TState>()
        where TState : unmanaged, ILstmState => Texts<TState>.Declaration;

    /// <summary>
    /// Returns a line about a model: its declaration, its precision, its arithmetic, and the checksum and the source of its weights.
    /// </summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="weights">The model's weights; null while the constructor of a base class runs.</param>
    public static string Describe<TState>(PackedWeights? weights)
        where TState : unmanaged, ILstmState
    {
        StateLayout layout = TState.Layout;
        string text = OneLine(Declaration<TState>())
            + (layout.Precision == LstmPrecision.Single ? "" : $" in {layout.Precision}")
            + (layout.Arithmetic == LstmArithmetic.Exact ? "" : $", {layout.Arithmetic}");
        return weights is null
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text}, weights {weights.Checksum:X8} from {weights.Source}");
    }

    /// <summary>Loads a model on a thread of the pool.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="path">The path of the weights file.</param>
    /// <param name="cancellationToken">Cancels the load before the file is read, or before the weights are packed.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public static Task<TModel> LoadAsync<TModel>(string path, CancellationToken cancellationToken)
        where TModel : class, ILstmModel<TModel>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(
            () =>
            {
                LstmWeights weights = LstmWeights.Load(path);
                cancellationToken.ThrowIfCancellationRequested();
                return TModel.Create(weights);
            },
            cancellationToken);
    }

    /// <summary>Loads a model, or returns the reason why it cannot be loaded.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="path">The path of the weights file.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="reason">The message of the exception that a load would throw, or null.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public static bool TryLoad<TModel>(
        string path,
        [NotNullWhen(true)] out TModel? model,
        [NotNullWhen(false)] out string? reason)
        where TModel : class, ILstmModel<TModel>
    {
        model = null;
        if (!LstmWeights.TryLoad(path, out LstmWeights? weights, out reason))
        {
            return false;
        }

        try
        {
            model = TModel.Create(weights);
            return true;
        }
        catch (WeightFormatException exception)
        {
            reason = exception.Message;
            return false;
        }
    }

    /// <summary>Creates a model with random weights.</summary>
    /// <typeparam name="TModel">The generated class.</typeparam>
    /// <param name="seed">Any number.</param>
    public static TModel Random<TModel>(int seed)
        where TModel : class, ILstmModel<TModel> => TModel.Create(LstmWeights.Random<TModel>(seed));

    internal static string OneLine(string declaration) => declaration.Replace("\n", " ", StringComparison.Ordinal);

    private static class Texts<TState>
        where TState : unmanaged, ILstmState
    {
        public static readonly string Declaration = Encoding.UTF8.GetString(TState.Layout.Declaration);
    }
}
