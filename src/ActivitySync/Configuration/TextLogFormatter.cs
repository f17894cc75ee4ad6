using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ActivitySync.Configuration;

/// <summary>
/// A log event as one line to read: instant in UTC, level, event, message (<c>2026-11-22T18:00:05Z info mail_planned
/// athlete=anna period=2026-W47</c>). An event without a name, which is none of ours, is named by its category.
/// </summary>
internal sealed class TextLogFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "activitysync-line";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var message = TerminalText.Sanitize(logEntry.Formatter(logEntry.State, logEntry.Exception));
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {LogLevelNames.GetName(logEntry.LogLevel)} {logEntry.EventId.Name ?? logEntry.Category} {message}"
        );
        textWriter.Write(line.TrimEnd());

        // Of an exception its type and place: its text may quote what was being read or written.
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write($" exception={TerminalText.Sanitize(ErrorText.LineFor(exception))}");
        }

        textWriter.Write('\n');
    }
}

/// <summary>The words of the log levels, as both log formats write them.</summary>
internal static class LogLevelNames
{
    public static string GetName(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "error",
            _ => "critical",
        };
}
