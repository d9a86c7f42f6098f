using System;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lstm;

/// <summary>
/// A converter with which <see cref="JsonSerializer"/> writes and reads states, alone or inside other objects, in the format of
/// <see cref="StateFormat.ToJson{TState}"/>. Every generated <c>State</c> refers to it in a <see cref="JsonConverterAttribute"/>.
/// </summary>
/// <typeparam name="TState">The network's state.</typeparam>
public sealed class StateJsonConverter<TState> : JsonConverter<TState>
    where TState : unmanaged, ILstmState
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The JSON is not a state of this network. The inner exception gives the reason.</exception>
    public override TState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        try
        {
            StrongBox<TState> state = new();
            StateJson.Read(document.RootElement, ref state.Value);
            return state.Value;
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
        StateJson.Write(writer, in value);
    }
}
