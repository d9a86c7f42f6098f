namespace Lstm.Tool.Commands;

/// <summary>The result of replay.</summary>
/// <param name="File">The model file.</param>
/// <param name="Recording">The recording.</param>
/// <param name="Declaration">The declaration of the recorded network.</param>
/// <param name="WeightsChecksum">The checksum of the recorded network's weights, hexadecimal.</param>
/// <param name="Steps">The number of steps that were replayed.</param>
/// <param name="Same">Whether all steps are bit-identical.</param>
/// <param name="End">How the recording ends.</param>
/// <param name="Step">The first step that differs, from 0; null when none does.</param>
/// <param name="Output">The first output that differs in that step; -1 when only the state differs.</param>
/// <param name="Recorded">The recorded value of that output.</param>
/// <param name="Replayed">The replayed value of that output.</param>
internal sealed record ReplayDocument(
    string File,
    string Recording,
    string Declaration,
    string WeightsChecksum,
    long Steps,
    bool Same,
    RecordingEnd End,
    long? Step,
    int? Output,
    float? Recorded,
    float? Replayed);
