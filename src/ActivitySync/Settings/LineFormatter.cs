using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ActivitySync.Settings;

/// <summary>
/// A log event as one line to read: instant in UTC, level, event, message (<c>2026-11-22T18:00:05Z info mail_planned
/// athlete=anna period=2026-W47</c>). An event without a name, which is none of ours, is named by its category.
/// </summary>
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "activitysync-line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = PlainText.Of(logEntry.Formatter(logEntry.State, logEntry.Exception));
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {LogLevelWord.Of(logEntry.LogLevel)} {logEntry.EventId.Name ?? logEntry.Category} {message}");
        textWriter.Write(line.TrimEnd());

        // Of an exception its type and place: its text may quote what was being read or written.
        if (logEntry.Exception is { } trouble) textWriter.Write($" exception={PlainText.Of(UnexpectedTrouble.LineOf(trouble))}");
        textWriter.Write('\n');
    }
}
