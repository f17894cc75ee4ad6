using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ActivitySync.Configuration;

/// <summary>
/// Formats a log event as one line: time in UTC, level, event, message (<c>2026-11-22T18:00:05Z info mail_planned
/// athlete=anna period=2026-W47</c>). An event without a name (of a library) shows its category instead.
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
        var name = logEntry.EventId.Name ?? logEntry.Category;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'} {LogLevelNames.GetName(logEntry.LogLevel)} {name} {message}"
        );
        textWriter.Write(line.TrimEnd());

        // Only the type and place of an exception: its message may quote private data.
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write($" exception={TerminalText.Sanitize(ErrorText.LineFor(exception))}");
        }

        textWriter.Write('\n');
    }
}

/// <summary>The names of the log levels in both log formats.</summary>
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
