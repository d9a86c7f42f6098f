using Lstm.Import.Input;
using Lstm.Import.Layers;

namespace Lstm.Import.RTNeural;

/// <summary>
/// Whether the input is added to the output. RTNeural's format has no member for it, but trainers add one: <c>skip</c>, in the root object,
/// in <c>metadata</c> or in the <c>model_data</c> of GuitarML.
/// </summary>
internal static class UnsaidResidual
{
    public const string Skip = "skip";

    private static readonly string?[] Places = [null, "metadata", "model_data"];

    /// <summary>Returns the value of the member, and a note about it; null for both if no connection is possible.</summary>
    /// <param name="json">The root object.</param>
    /// <param name="inputs">The number of inputs of the network.</param>
    /// <param name="outputs">The number of its outputs.</param>
    /// <exception cref="WeightFormatException">The member is neither 0 nor 1.</exception>
    public static (bool IsResidual, SourceNote? Note) Of(JsonObject json, int inputs, int outputs)
    {
        foreach (string? place in Places)
        {
            if ((place is null ? json : json[place] as JsonObject) is { } holder && holder.TryGet(Skip, out JsonValue? value))
            {
                return value switch
                {
                    JsonNumber { Value: 0 } or JsonBool { Value: false } => (false, null),
                    JsonNumber { Value: 1 } or JsonBool { Value: true } => (
                        true,
                        new SourceNote(
                            $"The member '{value.Path}' says that the input is added to the output, so the class does the same "
                            + "(Residual).")),
                    _ => throw value.Error("0 or 1 (1 adds the input to the output)"),
                };
            }
        }

        return outputs > inputs ? (false, null) : (false, new SourceNote(
            "RTNeural's format cannot store whether the input is added to the output (a residual or skip connection). The class does not "
            + "add it. If the network was trained with it, add the input yourself, or set \"skip\": 1 in the file.")
        {
            IsAssumption = true,
        });
    }
}
