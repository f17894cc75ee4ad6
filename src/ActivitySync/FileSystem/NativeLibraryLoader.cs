using System.Reflection;
using System.Runtime.InteropServices;

namespace ActivitySync.FileSystem;

/// <summary>Loads native libraries ahead of their first use.</summary>
internal static class NativeLibraryLoader
{
    /// <summary>
    /// Loads a library that lies next to the program. A type whose initializer fails to load it would fail until the
    /// process ends, also when the process has handles and memory again.
    /// </summary>
    /// <param name="name">The name without extension, for example libSkiaSharp.</param>
    /// <param name="user">The assembly that calls the library.</param>
    /// <exception cref="IOException">The process has too many open files.</exception>
    /// <exception cref="DllNotFoundException">The library is missing, or there is too little memory.</exception>
    public static void Load(string name, Assembly user)
    {
        try
        {
            NativeLibrary.Load(name, user, DllImportSearchPath.AssemblyDirectory);
        }
        catch (DllNotFoundException) when (OperatingSystem.IsLinux())
        {
            NativeFile.OpenForReading("/").Dispose(); // throws if it is handles that are missing
            throw;
        }
    }
}
