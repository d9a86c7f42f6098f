namespace Lstm.Import.Tests;

/// <summary>A file that was damaged on purpose.</summary>
/// <param name="Damage">What was done to it, for messages.</param>
/// <param name="Bytes">What is left.</param>
/// <param name="Folder">Where the files are that it refers to.</param>
/// <param name="RunSelfTest">Whether a self-test in the file is run too; what that allocates does not count.</param>
internal sealed record DamagedFile(string Damage, byte[] Bytes, string? Folder, bool RunSelfTest = false);
