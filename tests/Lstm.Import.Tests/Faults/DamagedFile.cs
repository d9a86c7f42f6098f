namespace Lstm.Import.Tests;

/// <summary>A file that was damaged, or made to be hostile.</summary>
/// <param name="Damage">A description of the damage, for messages.</param>
/// <param name="Bytes">The damaged content.</param>
/// <param name="Folder">The folder of the files that it refers to.</param>
/// <param name="RunSelfTest">Whether a self-test in the file is run too. The memory for it does not count.</param>
internal sealed record DamagedFile(string Damage, byte[] Bytes, string? Folder, bool RunSelfTest = false)
{
    /// <summary>The method that reads the file.</summary>
    public Reading Reading { get; init; } = Reading.Model;
}
