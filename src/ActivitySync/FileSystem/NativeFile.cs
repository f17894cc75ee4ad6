using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ActivitySync.FileSystem;

/// <summary>Calls of the C library on Linux for what .NET 10 has no API for.</summary>
internal static class NativeFile
{
    // The same on x64 and arm64, unlike O_NOFOLLOW and O_DIRECTORY.
    private const int DontWait = 0x800; // O_NONBLOCK
    private const int NoTerminal = 0x100; // O_NOCTTY
    private const int CloseOnExec = 0x80000; // O_CLOEXEC

    private const int StandardError = 2;

    private const int NotPermitted = 1;
    private const int NoSuchEntry = 2;
    private const int Interrupted = 4;
    private const int AccessDenied = 13;
    private const int Exists = 17;

    /// <summary>The user id of this process.</summary>
    public static uint UserId => GetEffectiveUserId();

    /// <summary>Opens a path for reading. Never waits, for example for the writer of a pipe.</summary>
    /// <exception cref="IOException">The path cannot be opened; <c>HResult</c> is the errno.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be read.</exception>
    public static SafeFileHandle OpenForReading(string path)
    {
        var descriptor = Open(ToBytes(path), DontWait | NoTerminal | CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw CreateException(Marshal.GetLastPInvokeError(), path);
    }

    /// <summary>Writes to standard error without a handle or a culture. A stream that is closed or full is no
    /// error.</summary>
    public static void WriteStandardError(byte[] bytes)
    {
        while (bytes.Length > 0)
        {
            var written = Write(StandardError, bytes, bytes.Length);
            if (written < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            {
                return;
            }

            bytes = bytes[(int)Math.Max(written, 0)..];
        }
    }

    /// <summary>Gives a file a second name, atomically.</summary>
    /// <returns>False if the name exists already.</returns>
    /// <exception cref="IOException">The file system has no hard links, or another error.</exception>
    public static bool TryLink(string file, string name)
    {
        if (Link(ToBytes(file), ToBytes(name)) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == Exists
            ? false
            : throw new IOException($"{name}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    private static byte[] ToBytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    private static Exception CreateException(int error, string path)
    {
        var message = $"{path}: {Marshal.GetPInvokeErrorMessage(error)}";
        return error switch
        {
            NoSuchEntry => new FileNotFoundException(message, path),
            NotPermitted or AccessDenied => new UnauthorizedAccessException(message),
            _ => new IOException(message, error),
        };
    }

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "write", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);

    [DllImport("libc", EntryPoint = "link", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] file, byte[] name);

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();
}
