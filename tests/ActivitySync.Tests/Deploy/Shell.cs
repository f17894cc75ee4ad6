using System.Diagnostics;

namespace ActivitySync.Tests.Deploy;

/// <summary>Runs the repository's scripts and the tools that judge what they made.</summary>
internal static class Shell
{
    /// <summary>A guard against hanging, far beyond what any script takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static string Script(string name) => Path.Combine(TestPaths.RepositoryRoot, "deploy", name);

    /// <summary>What a program says on standard output; a test fails that calls one that fails.</summary>
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
        using var guard = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(guard.Token);
        return (process.ExitCode, await output, await error);
    }
}
