using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Configuration;

/// <summary>Keeps the last lines of the log in memory, as they are written to standard error, for the admin's
/// page.</summary>
internal sealed class RecentLog(TimeProvider clock) : ILoggerProvider
{
    public const int MaxLines = 200;

    private const int MaxLineLength = 500;

    private readonly TextLogFormatter _formatter = new(clock);
    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<string> GetLines()
    {
        lock (_gate)
        {
            return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line.Length <= MaxLineLength ? line : string.Concat(line.AsSpan(0, MaxLineLength), "..."));
            if (_lines.Count > MaxLines)
            {
                _lines.Dequeue();
            }
        }
    }

    private sealed class Logger(RecentLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            using var line = new StringWriter();
            var entry = new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter);
            log._formatter.Write(in entry, scopeProvider: null, line);
            log.Add(line.ToString().TrimEnd());
        }
    }
}
