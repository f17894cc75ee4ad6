using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>The program as a process: what ships if <c>ACTIVITYSYNC_BINARY</c> names it, else what was just built.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    /// <summary>A guard against hanging, far beyond what any step takes.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly SemaphoreSlim _news = new(0);
    private bool _isDisposed;

    private DaemonProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => AddLine(line.Data);
        process.OutputDataReceived += (_, line) => AddLine(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public static string Binary { get; } =
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_BINARY")
        ?? Path.Combine(AppContext.BaseDirectory, "activitysync");

    /// <summary>Everything it said so far, on both streams.</summary>
    public string Output => string.Join('\n', _errors);

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<CommandResult> RunCommandAsync(
        string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null
    )
    {
        using var process = CreateProcess(arguments, environment);
        process.StartInfo.RedirectStandardInput = true;
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        using var guard = new CancellationTokenSource(Timeout);
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail(
                $"'{string.Join(' ', arguments)}' had not ended after {Timeout}; it said:\n{await output}{await error}"
            );
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a verb and kills it (SIGKILL) at a moment, if it still lives then.</summary>
    /// <returns>Whether it lived, and what it had said.</returns>
    public static async Task<(bool WasAlive, string Said)> RunAndKillAsync(
        string[] arguments,
        Func<CancellationToken, Task> moment
    )
    {
        using var process = CreateProcess(arguments, null);
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var ended = new CancellationTokenSource(Timeout);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.Cancel();
        try
        {
            await moment(ended.Token);
        }
        catch (OperationCanceledException)
        {
            // it came to its end before
        }

        var wasAlive = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        return (wasAlive, await output + await error);
    }

    /// <summary>Starts <c>run</c> and waits until it says that it is ready.</summary>
    public static async Task<DaemonProcess> StartAsync(
        string settings,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var daemon = new DaemonProcess(CreateProcess(["run", "--config", settings], environment));
        try
        {
            await daemon.WaitForOutputAsync("ready");
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until one of its lines holds the text.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        using var guard = new CancellationTokenSource(Timeout);
        while (!_errors.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            if (_process.HasExited && _news.CurrentCount == 0)
            {
                Assert.Fail($"The daemon ended with {_process.ExitCode} and never said \"{text}\":\n{Output}");
            }

            await _news.WaitAsync(TimeSpan.FromSeconds(1), guard.Token);
        }
    }

    /// <summary>Asks it to stop as systemd does.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var guard = new CancellationTokenSource(Timeout);
        await _process.WaitForExitAsync(guard.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it (SIGKILL) if it still lives.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _news.Dispose();
    }

    private static Process CreateProcess(string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(Binary)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        start.Environment["NO_COLOR"] = "1";
        return new Process { StartInfo = start };
    }

    private void AddLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        _errors.Enqueue(line);
        _news.Release();
    }

    /// <summary>How a verb ended.</summary>
    internal sealed record CommandResult(int ExitCode, string Out, string Error);
}
