using System.ComponentModel;
using System.Diagnostics;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>Mounts disks for tests, which needs root.</summary>
internal static class DiskMounter
{
    /// <summary>Mounts and unmounts such a disk to find out whether this machine can.</summary>
    public static bool CanMount(Func<string, IDisposable> mount)
    {
        if (!Environment.IsPrivilegedProcess || !OperatingSystem.IsLinux())
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("activitysync-mount-").FullName;
        try
        {
            mount(folder).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    /// <exception cref="InvalidOperationException">The program failed; the message is its standard error.</exception>
    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {process.StandardError.ReadToEnd()}");
        }
    }
}
