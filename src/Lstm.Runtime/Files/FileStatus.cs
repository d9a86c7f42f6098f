using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lstm;

/// <summary>
/// The kind and the identity of a file, from the operating system. .NET has no function for either: to .NET, a device is a regular file of
/// length 0.
/// </summary>
internal static partial class FileStatus
{
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int FolderKind = 0x4000;

    /// <summary>Returns the kind and the identity of a file, following links; no identity where the system gives none.</summary>
    /// <param name="path">An absolute path.</param>
    public static (FileKind Kind, FileIdentity? Identity) Of(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                const int currentFolder = -100;
                const uint kindAndNumber = 0x1 | 0x100;
                return LinuxStatus(currentFolder, path, flags: 0, kindAndNumber, out LinuxFile file) == 0
                    ? (KindOf(file.Mode), new FileIdentity(((ulong)file.MajorDevice << 32) | file.MinorDevice, file.Number))
                    : (KindOfError(), null);
            }

            if (OperatingSystem.IsMacOS())
            {
                int result = RuntimeInformation.ProcessArchitecture == Architecture.X64
                    ? MacStatusX64(path, out MacFile file)
                    : MacStatus(path, out file);
                return result == 0 ? (KindOf(file.Mode), new FileIdentity(file.Device, file.Number)) : (KindOfError(), null);
            }

            return (ManagedKind(path), OperatingSystem.IsWindows() ? WindowsIdentity(path) : null);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // An old or unusual C library.
            return (ManagedKind(path), null);
        }
    }

    private static FileKind KindOf(ushort mode) => (mode & KindMask) switch
    {
        RegularKind => FileKind.Regular,
        FolderKind => FileKind.Folder,
        _ => FileKind.Stream,
    };

    // A file that may not be looked at is taken for a regular one, so that opening it gives the reason.
    private static FileKind KindOfError()
    {
        const int noEntry = 2;
        const int notAFolder = 20;
        return Marshal.GetLastPInvokeError() is noEntry or notAFolder ? FileKind.Missing : FileKind.Regular;
    }

    private static FileKind ManagedKind(string path) =>
        path.StartsWith(@"\\.\", StringComparison.Ordinal) || (path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path))
            ? FileKind.Stream
            : Directory.Exists(path) ? FileKind.Folder
            : File.Exists(path) ? FileKind.Regular
            : FileKind.Missing;

    private static FileIdentity? WindowsIdentity(string path)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return WindowsStatus(handle, out WindowsFile file)
                ? new FileIdentity(file.Volume, ((ulong)file.NumberHigh << 32) | file.NumberLow)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinuxStatus(int folder, string path, int flags, uint mask, out LinuxFile file);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStatus(string path, out MacFile file);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MacStatusX64(string path, out MacFile file);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool WindowsStatus(SafeFileHandle handle, out WindowsFile file);

    /// <summary>The struct statx of Linux, which is the same on all processors.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct LinuxFile
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(136)]
        public uint MajorDevice;

        [FieldOffset(140)]
        public uint MinorDevice;
    }

    /// <summary>The struct stat of macOS, 144 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct MacFile
    {
        [FieldOffset(0)]
        public uint Device;

        [FieldOffset(4)]
        public ushort Mode;

        [FieldOffset(8)]
        public ulong Number;
    }

    /// <summary>The struct BY_HANDLE_FILE_INFORMATION of Windows.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct WindowsFile
    {
        [FieldOffset(28)]
        public uint Volume;

        [FieldOffset(44)]
        public uint NumberHigh;

        [FieldOffset(48)]
        public uint NumberLow;
    }
}
