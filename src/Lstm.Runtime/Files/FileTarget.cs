using System;
using System.IO;

namespace Lstm;

/// <summary>The file that a path refers to after links.</summary>
/// <param name="Path">The absolute path of the file, without symbolic links.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Identity">Its identity; null if there is no file, or where the system gives none.</param>
internal readonly record struct FileTarget(string Path, FileKind Kind, FileIdentity? Identity)
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    // The links in /proc/self/fd, and so /dev/stdout, have targets that are no paths, such as "pipe:[4026]". Only the kernel follows them.
    private const string OpenFiles = "/proc/";

    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Finds the file that a path refers to. A link to a missing file refers to the file that is missing.</summary>
    /// <exception cref="IOException">The path is a symbolic link to itself, or to too many others.</exception>
    public static FileTarget Of(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        (FileKind kind, FileIdentity? identity) = FileStatus.Of(full);
        int links = MostLinks;
        string target = WithoutLinks(full, path, ref links);
        bool isOpenFile = OperatingSystem.IsLinux() && target.StartsWith(OpenFiles, StringComparison.Ordinal);
        return new FileTarget(target, isOpenFile && kind == FileKind.Regular ? FileKind.Stream : kind, identity);
    }

    /// <summary>Whether both are one file. Without identities, whether their paths are equal.</summary>
    public bool IsSameAs(FileTarget other) => Identity is { } identity && other.Identity is { } otherIdentity
        ? identity == otherIdentity
        : Identity is null && other.Identity is null && string.Equals(Path, other.Path, PathComparison);

    // Link by link from the root, because a relative target starts in the folder that contains the link, not in the folder's other names.
    private static string WithoutLinks(string path, string original, ref int links)
    {
        string? folder = System.IO.Path.GetDirectoryName(path);
        if (string.IsNullOrEmpty(folder) || path.StartsWith(OpenFiles, StringComparison.Ordinal))
        {
            return path;
        }

        string realFolder = WithoutLinks(folder, original, ref links);
        string here = System.IO.Path.Join(realFolder, System.IO.Path.GetFileName(path));
        if (here.StartsWith(OpenFiles, StringComparison.Ordinal) || new FileInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        return --links >= 0
            ? WithoutLinks(System.IO.Path.GetFullPath(target, realFolder), original, ref links)
            : throw new IOException($"'{original}' is a symbolic link to itself, or to too many other links.");
    }
}
