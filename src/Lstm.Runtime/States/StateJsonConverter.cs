using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lstm;

/// <summary>
/// Lets <see cref="JsonSerializer"/> write and read states, alone or inside of other objects, as <see cref="StateFormat.ToJson{TState}"/> does. Every generated <c>State</c> names it in a
/// <see cref="JsonConverterAttribute"/>.
/// </summary>
/// <typeparam name="TState">The network's state.</typeparam>
public sealed class StateJsonConverter<TState> : JsonConverter<TState>
    where TState : unmanaged, ILstmState
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">It is not a state of this network: the inner exception says why.</exception>
    public override TState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            return StateJson.Read<TState>(document.RootElement);
        }
        catch (StateFormatException exception)
        {
            throw new JsonException(exception.Message, exception);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TState value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        StateJson.Write(writer, value);
    }
}
