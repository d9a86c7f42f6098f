namespace Lstm;

/// <summary>The identity of a file, which all its paths share: another spelling, a symbolic link, a hard link.</summary>
/// <param name="Volume">The number of the volume.</param>
/// <param name="Number">The number of the file in the volume.</param>
internal readonly record struct FileIdentity(ulong Volume, ulong Number);
