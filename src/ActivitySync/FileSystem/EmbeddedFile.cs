using System.Text;

namespace ActivitySync.FileSystem;

/// <summary>Reads files that are a part of the program.</summary>
internal static class EmbeddedFile
{
    /// <summary>Reads a file with its bytes as they are.</summary>
    /// <param name="name">Its name in the project file, like <c>Assets/page.css</c>.</param>
    /// <exception cref="InvalidOperationException">The program was built without it.</exception>
    public static byte[] ReadBytes(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program lacks its file {name}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads a text in UTF-8, as <see cref="ReadBytes"/> does.</summary>
    public static string ReadText(string name) => Encoding.UTF8.GetString(ReadBytes(name));
}
