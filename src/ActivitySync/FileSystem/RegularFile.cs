using System.Text;

namespace ActivitySync.FileSystem;

/// <summary>
/// Opens files for reading; every file from outside is opened here. Only regular files, also through links: a pipe
/// would block, a device has no end. No lock is taken, since another user's lock must not stop this program.
/// </summary>
internal static class RegularFile
{
    private const int BufferBytes = 4096;
    private const int BytesPerKilobyte = 1000;

    /// <summary>Opens a file; other programs may write to it, replace it or delete it at the same time.</summary>
    /// <exception cref="UnsuitableFileException">The path is a folder, a pipe, a socket or a device.</exception>
    /// <exception cref="IOException">The file is missing or unreadable.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="ArgumentException">The path is empty or contains NUL.</exception>
    public static FileStream OpenRead(string path)
    {
        var full = Path.GetFullPath(path);
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        RejectUnlessFile(FileStatus.Find(full), path); // opening some devices has an effect
        var handle = NativeFile.OpenForReading(full);
        try
        {
            RejectUnlessFile(FileStatus.Find(handle), path); // another file may be there now
            return new FileStream(handle, FileAccess.Read, BufferBytes, handle.IsAsync);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads a file of a limited size.</summary>
    /// <exception cref="UnsuitableFileException">The file is larger, or no regular file.</exception>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static byte[] ReadAllBytes(string path, int maxBytes)
    {
        using var file = OpenRead(path);
        if (file.Length > maxBytes)
        {
            throw CreateTooLarge(path, maxBytes);
        }

        // Files of the kernel have no length, and any file may grow: the bytes count.
        using var content = new MemoryStream((int)file.Length);
        var buffer = new byte[BufferBytes];
        while (file.Read(buffer) is > 0 and var read)
        {
            if (content.Length + read > maxBytes)
            {
                throw CreateTooLarge(path, maxBytes);
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>Reads a text of a limited size: UTF-8, or what its byte order mark says.</summary>
    /// <inheritdoc cref="ReadAllBytes" path="/exception"/>
    public static string ReadAllText(string path, int maxBytes)
    {
        using var content = new MemoryStream(ReadAllBytes(path, maxBytes), writable: false);
        using var text = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return text.ReadToEnd();
    }

    private static void RejectUnlessFile(FileStatus? status, string path)
    {
        if (status is { IsFile: false } other)
        {
            throw new UnsuitableFileException(
                path,
                other.Kind == FileKind.Folder ? "is a folder" : "is no file but a pipe, a socket or a device"
            );
        }
    }

    private static UnsuitableFileException CreateTooLarge(string path, int maxBytes) =>
        new(path, FormattableString.Invariant($"is larger than {maxBytes / BytesPerKilobyte} KB"));
}

/// <summary>
/// A path leads to something that is not read or not replaced: no regular file, or one that is too large.
/// </summary>
internal sealed class UnsuitableFileException(string path, string problem) : IOException($"{path}: {problem}")
{
    public string FilePath => path;

    /// <summary>The problem as part of a sentence about the path.</summary>
    public string Problem => problem;
}
