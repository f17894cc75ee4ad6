using System.Runtime.InteropServices;
using System.Text;
using ActivitySync.FileSystem;

namespace ActivitySync.Configuration;

/// <summary>
/// Checks that the limits of the process (setrlimit(2)) allow what any command needs, before anything else runs:
/// libraries and threads that get too little memory end the process with a stack trace or a crash.
/// </summary>
internal static class ProcessLimits
{
    /// <summary>Each command works with them; the daemon needs some more for the page and for jobs at once.</summary>
    private const int MinHandles = 16;

    /// <summary>
    /// The libraries, and a dozen threads, for each of which the C library reserves 64 MB: the runtime ends the process
    /// if it can't start a thread.
    /// </summary>
    private const int MinAddressSpaceMegabytes = 800;

    private const int BytesPerMegabyte = 1_000_000;

    private const string TooLittleAddressSpace =
        "memory: the limit for the address space of this process is too low. "
        + "Set a higher limit (LimitAS in systemd, 'ulimit -v' in a shell).";

    // open(2)
    private const int CloseOnExecute = 0x80000;

    // mmap(2): private, anonymous, without a promise of memory; the same on x64 and arm64.
    private const int ReserveFlags = 0x2 | 0x20 | 0x4000;

    /// <summary>Writes one line to the error output and returns false if a limit is too low.</summary>
    public static bool Check()
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var error =
            !CanReserve(MinAddressSpaceMegabytes) ? TooLittleAddressSpace
            : !CanOpen(MinHandles) ? ErrorText.TooFewHandles
            : null;
        if (error is not null)
        {
            NativeFile.WriteStandardError(Encoding.UTF8.GetBytes($"{error}\n"));
        }

        return error is null;
    }

    /// <summary>Calls the kernel itself: at this point nothing may need the library behind cultures.</summary>
    private static bool CanOpen(int count)
    {
        Span<int> opened = stackalloc int[count];
        var handles = 0;
        var isLimitReached = false;
        while (handles < count && !isLimitReached)
        {
            var handle = Open(in "/\0"u8[0], CloseOnExecute);
            if (handle >= 0)
            {
                opened[handles++] = handle;
            }
            else if (Marshal.GetLastSystemError() is ErrorText.TooManyOpenFiles or ErrorText.TooManyOpenFilesInSystem)
            {
                isLimitReached = true;
            }
            else
            {
                break;
            }
        }

        foreach (var handle in opened[..handles])
        {
            _ = Close(handle);
        }

        return !isLimitReached;
    }

    private static bool CanReserve(int megabytes)
    {
        var length = (nint)megabytes * BytesPerMegabyte;
        var address = Map(0, length, 0, ReserveFlags, -1, 0);
        return address != -1 && Unmap(address, length) == 0;
    }

    [DllImport("libc", EntryPoint = "open", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(in byte path, int flags);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);

    [DllImport("libc", EntryPoint = "mmap", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Map(nint address, nint length, int protection, int flags, int descriptor, nint offset);

    [DllImport("libc", EntryPoint = "munmap", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unmap(nint address, nint length);
}
