namespace Lstm.Tool.Commands;

/// <summary>The answer of replay.</summary>
/// <param name="File">The model file.</param>
/// <param name="Recording">The recording.</param>
/// <param name="Declaration">The declaration that it was made with.</param>
/// <param name="WeightsChecksum">The checksum of the weights that it was made with, hexadecimal.</param>
/// <param name="Steps">Steps that were replayed.</param>
/// <param name="Same">Whether every bit was the same.</param>
/// <param name="End">How the recording ends.</param>
/// <param name="Step">The first step that differs, from 0.</param>
/// <param name="Output">Its first output that differs; -1 where only the state does.</param>
/// <param name="Recorded">That output as it was recorded.</param>
/// <param name="Replayed">That output now.</param>
internal sealed record ReplayDocument(
    string File, string Recording, string Declaration, string WeightsChecksum, long Steps, bool Same, RecordingEnd End, long? Step, int? Output, float? Recorded, float? Replayed);
