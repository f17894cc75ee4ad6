using System.Globalization;

namespace ActivitySync.Commands.Terminal;

/// <summary>
/// Says on a terminal what takes long: after a second a line with the elapsed time, which disappears at the end.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const string ToStartOfLine = "\r\e[K";

    /// <summary>What takes less time shows nothing.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly TextWriter _output;
    private readonly Func<string> _describe;
    private readonly TimeProvider _clock;
    private readonly long _startTimestamp;
    private readonly Lock _lock = new();
    private readonly ITimer? _timer;
    private bool _isShown;
    private bool _isDisposed;

    private ProgressLine(TextWriter output, Func<string> describe, TimeProvider clock, bool isTerminal)
    {
        _output = output;
        _describe = describe;
        _clock = clock;
        _startTimestamp = clock.GetTimestamp();
        _timer = isTerminal ? clock.CreateTimer(_ => Show(), null, Delay, Delay) : null;
    }

    /// <summary>Starts a line; dispose it before anything else is written.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="describe">What is being done; called each second, from another thread.</param>
    /// <param name="clock">Measures the time.</param>
    /// <param name="isTerminal">False shows nothing.</param>
    public static ProgressLine Start(TextWriter output, Func<string> describe, TimeProvider clock, bool isTerminal) =>
        new(output, describe, clock, isTerminal);

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            if (_isShown && !_isDisposed)
            {
                _output.Write(ToStartOfLine);
                _output.Flush();
            }

            _isDisposed = true;
        }
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isShown = true;
            var seconds = (int)_clock.GetElapsedTime(_startTimestamp).TotalSeconds;
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"{ToStartOfLine}{_describe()} ({seconds} s)"));
            _output.Flush();
        }
    }
}
