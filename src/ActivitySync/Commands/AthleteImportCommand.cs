using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;

namespace ActivitySync.Commands;

/// <summary><c>athlete import</c>: adds and updates athletes from a file with one JSON object per line. A line that is
/// refused doesn't stop the others.</summary>
internal static class AthleteImportCommand
{
    /// <summary>More athletes than one installation serves.</summary>
    private const int MaxLines = 20_000;

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "A file with one JSON object per line, with the keys of an entry of Athletes[] in the settings.",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "import",
            "Adds athletes to the database from a file, or replaces their settings. One JSON object per line. "
                + "A key of a service in it is stored encrypted.",
            "athlete import members.jsonl"
        );
        command.Arguments.Add(File);
        return command.Handle((context, cancellationToken) => Task.FromResult(Import(context, cancellationToken)));
    }

    private static ExitCode Import(CommandContext context, CancellationToken cancellationToken)
    {
        var path = context.GetValue(File)!;
        using var file = Open(path);
        using var connection = context.GetService<Database>().Open();
        var service = context.GetService<StoredAthleteService>();
        var roster = context.GetService<AthleteRoster>();
        var fileName = TerminalText.Sanitize(Path.GetFileName(path));
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var sources = new HashSet<SourceName>();
        var (added, updated, refused) = (0, 0, 0);
        foreach (var (number, content) in LineReader.Read(file, AthleteDocument.MaxBytes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var origin = string.Create(CultureInfo.InvariantCulture, $"{fileName}:{number}");
            if (number > MaxLines)
            {
                context.Error.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{origin}: the file has more than {MaxLines} lines; the rest is not read. Use several files."
                    )
                );
                refused++;
                break;
            }

            var errors = new List<SettingError>();
            var document = AthleteDocument.Parse(content, origin, errors);
            var saved =
                errors.Count > 0
                    ? null
                    : service.Save(connection, document, origin, errors, athlete => IsFirst(athlete.Name, number));
            if (saved is not { Athlete: var athlete, IsReplaced: var isReplaced })
            {
                refused++;
                foreach (var error in errors)
                {
                    context.Error.WriteLine(TerminalText.Sanitize(error.ToString()));
                }

                continue;
            }

            added += isReplaced ? 0 : 1;
            updated += isReplaced ? 1 : 0;
            sources.UnionWith(athlete.Sources.Enabled);
            if (roster.IsInFile(athlete.Name))
            {
                context.Out.WriteLine(
                    $"{athlete.Name}: the settings file names this athlete too and comes first. Remove the entry there "
                        + "to use the one in the database."
                );
            }
        }

        AthleteEditCommand.WriteMissingSettings(context, sources);
        context.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Athletes: {added} added, {updated} updated, {refused} refused."
            )
        );
        return refused > 0 ? ExitCode.InvalidInput : ExitCode.Done;

        bool IsFirst(string name, int number)
        {
            if (lines.TryAdd(name, number))
            {
                return true;
            }

            context.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{fileName}:{number}: Name: {name} is defined twice, first on line {lines[name]}. Remove one."
                )
            );
            return false;
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return RegularFile.OpenRead(path);
        }
        catch (UnsuitableFileException exception)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{TerminalText.Sanitize(path)}: {exception.Problem}. Use a file with one JSON object per line.",
                exception
            );
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException
                && !ErrorText.IsOutOfHandles(exception)
            )
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{TerminalText.Sanitize(path)}: cannot be read. Check the path and its permissions.",
                exception
            );
        }
    }
}

/// <summary>Reads lines of a limited length; only one is in memory at a time.</summary>
internal static class LineReader
{
    private const int BufferBytes = 16_384;

    /// <summary>Reads the lines that are not blank, each with its number, from 1.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="maxBytes">Of a longer line only one byte more than this is returned.</param>
    public static IEnumerable<(int Number, byte[] Content)> Read(Stream stream, int maxBytes)
    {
        var buffer = new byte[BufferBytes];
        var line = new List<byte>();
        var number = 1;
        while (stream.Read(buffer) is > 0 and var count)
        {
            foreach (var letter in buffer.Take(count))
            {
                if (letter != (byte)'\n')
                {
                    if (line.Count <= maxBytes)
                    {
                        line.Add(letter);
                    }

                    continue;
                }

                if (!IsBlank(line))
                {
                    yield return (number, [.. line]);
                }

                line.Clear();
                number++;
            }
        }

        if (!IsBlank(line))
        {
            yield return (number, [.. line]);
        }
    }

    private static bool IsBlank(List<byte> line) =>
        line.TrueForAll(letter => letter is (byte)' ' or (byte)'\t' or (byte)'\r');
}
