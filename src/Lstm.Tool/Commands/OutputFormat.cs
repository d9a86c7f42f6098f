namespace Lstm.Tool.Commands;

/// <summary>The formats of the outputs of run. Their names are the extensions of files.</summary>
internal enum OutputFormat
{
    /// <summary>Text.</summary>
    Csv,

    /// <summary>Text, by its other extension.</summary>
    Txt,

    /// <summary>A NumPy file.</summary>
    Npy,

    /// <summary>A wave file.</summary>
    Wav,
}
