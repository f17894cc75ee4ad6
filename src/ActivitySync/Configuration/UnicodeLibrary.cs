using System.Runtime.InteropServices;
using ActivitySync.FileSystem;

namespace ActivitySync.Configuration;

/// <summary>
/// Checks for ICU, the library behind Unicode and cultures, before anything uses it: without it the runtime ends the
/// process with a stack trace that names no action for this program.
/// </summary>
internal static class UnicodeLibrary
{
    /// <summary>Writes one line to the error output and returns false if the library is missing.</summary>
    /// <remarks>Uses neither strings with a culture nor the console, since both need the library.</remarks>
    public static bool Check()
    {
        if (!OperatingSystem.IsLinux() || IsUnused() || IsInstalled())
        {
            return true;
        }

        NativeFile.WriteStandardError([
            .. "Unicode support: the library ICU is missing, or too little memory is free to load it. "u8,
            .. "Install it (on Debian libicu72 or that of your release), or set a higher limit of memory.\n"u8,
        ]);
        return false;
    }

    /// <summary>Whether the runtime was told to work without the library; <c>doctor</c> reports that.</summary>
    private static bool IsUnused() =>
        Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT")
            is "1"
                or "true"
                or "True"
                or "TRUE";

    private static bool IsInstalled()
    {
        try
        {
            return LoadIcu() != 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return true; // another runtime, which finds it in another way
        }
    }

    /// <summary>The runtime's own loader; calling it twice does no harm.</summary>
    [DllImport("libSystem.Globalization.Native", EntryPoint = "GlobalizationNative_LoadICU", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LoadIcu();
}
