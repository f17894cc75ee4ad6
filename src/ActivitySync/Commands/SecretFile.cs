using ActivitySync.Configuration;
using ActivitySync.FileSystem;

namespace ActivitySync.Commands;

/// <summary>A secret that an option gives as a file, since other users can see a command line.</summary>
internal static class SecretFile
{
    /// <summary>Reads the secret, without the end of the line.</summary>
    /// <param name="option">The name of the option, for messages.</param>
    /// <param name="file">The path.</param>
    /// <exception cref="OperationException">The file cannot be read.</exception>
    public static string Read(string option, string file)
    {
        try
        {
            return RegularFile.ReadAllText(file, EnvironmentSettings.MaxSecretBytes).TrimEnd('\r', '\n');
        }
        catch (UnsuitableFileException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{option}: {TerminalText.Sanitize(file)} {exception.Problem}. Use a regular file with the secret.",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{option}: {TerminalText.Sanitize(file)} cannot be read. Check its path and permissions.",
                exception
            );
        }
    }
}
