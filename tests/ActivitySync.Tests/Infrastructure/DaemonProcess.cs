using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// Runs the program as a process: the published one if <c>ACTIVITYSYNC_BINARY</c> names it, else the build output.
/// </summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    /// <summary>Ends a test that hangs; every step is much shorter.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _newLines = new(0);
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

    /// <summary>Standard output and standard error so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Runs a command and waits until it exits.</summary>
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
                $"'{string.Join(' ', arguments)}' did not exit within {Timeout}. Output:\n{await output}{await error}"
            );
        }

        return new CommandResult(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command and kills it (SIGKILL) when a task completes, unless it has exited by then.</summary>
    /// <returns>Whether the process was alive when it was killed, and its output.</returns>
    public static async Task<(bool WasAlive, string Output)> RunAndKillAsync(
        string[] arguments,
        Func<CancellationToken, Task> moment,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        using var process = CreateProcess(arguments, environment);
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
            // the process exited first
        }

        var wasAlive = !process.HasExited;
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        return (wasAlive, await output + await error);
    }

    /// <summary>Starts <c>run</c> and waits until it logs that it is ready.</summary>
    /// <param name="settings">The settings file.</param>
    /// <param name="environment">Environment variables in addition to those of the test.</param>
    /// <param name="program">The program with its first arguments, such as one that sets a limit and then runs
    /// <see cref="Binary"/>; null runs that alone.</param>
    public static async Task<DaemonProcess> StartAsync(
        string settings,
        IReadOnlyDictionary<string, string>? environment = null,
        IReadOnlyList<string>? program = null
    )
    {
        string[] arguments = [.. (program ?? []).Skip(1), "run", "--config", settings];
        var daemon = new DaemonProcess(CreateProcess(arguments, environment, program?[0]));
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

    /// <summary>Starts <c>run</c> with a program that sets a limit first, and waits until it is ready or has
    /// exited.</summary>
    public static async Task<DaemonProcess> LaunchAsync(string settings, IReadOnlyList<string> program)
    {
        var daemon = new DaemonProcess(
            CreateProcess([.. program.Skip(1), "run", "--config", settings], null, program[0])
        );
        using var guard = new CancellationTokenSource(Timeout);
        while (!daemon.HasExited && !daemon.Output.Contains(" ready ", StringComparison.Ordinal))
        {
            await daemon._newLines.WaitAsync(TimeSpan.FromMilliseconds(100), guard.Token);
        }

        if (daemon.HasExited)
        {
            await daemon._process.WaitForExitAsync(guard.Token); // reads the rest of its output
        }

        return daemon;
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Waits until a line of output contains the text.</summary>
    public async Task WaitForOutputAsync(string text)
    {
        using var guard = new CancellationTokenSource(Timeout);
        while (!_lines.Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            if (_process.HasExited && _newLines.CurrentCount == 0)
            {
                Assert.Fail($"The daemon exited with {_process.ExitCode} before it wrote \"{text}\":\n{Output}");
            }

            await _newLines.WaitAsync(TimeSpan.FromSeconds(1), guard.Token);
        }
    }

    /// <summary>Stops it as systemd does, with SIGTERM, and returns the exit code.</summary>
    public Task<int> StopAsync() => StopAsync("TERM");

    /// <summary>Stops it with a signal and returns the exit code.</summary>
    public async Task<int> StopAsync(string signal)
    {
        using (var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        using var guard = new CancellationTokenSource(Timeout);
        await _process.WaitForExitAsync(guard.Token);
        return _process.ExitCode;
    }

    /// <summary>Kills it (SIGKILL) if it has not exited.</summary>
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
        _newLines.Dispose();
    }

    private static Process CreateProcess(
        string[] arguments,
        IReadOnlyDictionary<string, string>? environment,
        string? program = null
    )
    {
        var start = new ProcessStartInfo(program ?? Binary)
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

        _lines.Enqueue(line);
        _newLines.Release();
    }

    internal sealed record CommandResult(int ExitCode, string Out, string Error);
}
