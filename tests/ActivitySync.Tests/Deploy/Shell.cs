using System.Diagnostics;

namespace ActivitySync.Tests.Deploy;

/// <summary>Runs the repository's scripts and the tools that check their results.</summary>
internal static class Shell
{
    /// <summary>Ends a test that hangs; every script is much shorter.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    public static string Script(string name) => Path.Combine(TestPaths.RepositoryRoot, "deploy", name);

    /// <summary>Runs a program that must succeed and returns its standard output.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output, error) = await TryAsync(program, arguments);
        Assert.True(
            exitCode == 0,
            $"{Path.GetFileName(program)} {string.Join(' ', arguments)}: {exitCode}\n{error}{output}"
        );
        return output;
    }

    public static async Task<(int ExitCode, string Out, string Error)> TryAsync(
        string program,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var guard = new CancellationTokenSource(Timeout);
        await process.WaitForExitAsync(guard.Token);
        return (process.ExitCode, await output, await error);
    }
}
