using System.Diagnostics;
using System.Globalization;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Deploy;

/// <summary>
/// A fresh Debian in a chroot with a user "anna", who may use sudo. It has no systemd; a script in place of systemctl
/// starts the daemon as the unit file says. It shares the network of this machine.
/// </summary>
internal sealed class DebianFixture : IAsyncDisposable
{
    public const string Home = "/home/anna";

    /// <summary>
    /// Environment variables of sudo and the daemon: the clock and the addresses of the Strava stand-in.
    /// </summary>
    private const string EnvironmentFile = "/etc/environment";

    private const string DaemonLog = "/var/log/daemon";

    private const string Systemctl = """
        #!/bin/sh
        set -eu
        case "$*" in
        daemon-reload) exit 0 ;;
        'enable --now activitysync') ;;
        *) echo "systemctl $*: is not supported by this script." >&2; exit 1 ;;
        esac
        unit=/etc/systemd/system/activitysync.service
        [ -e "$unit" ] || unit=/usr/lib/systemd/system/activitysync.service
        field() { sed -n "s/^$1=//p" "$unit"; }
        cd "$(field WorkingDirectory)"
        umask "$(field UMask)"
        : > /var/log/daemon
        env -i PATH=/usr/bin:/bin LANG=C.UTF-8 $(field Environment) \
            ActivitySync__WakeSeconds=1 ActivitySync__Listen=http://127.0.0.1:0 \
            setsid setpriv --reuid="$(field User)" --regid="$(field Group)" --clear-groups --no-new-privs \
            env $(cat /etc/environment 2> /dev/null) $(field ExecStart) > /var/log/daemon 2>&1 < /dev/null &
        daemon=$!
        until grep -q ' ready ' /var/log/daemon; do
            kill -0 "$daemon" 2> /dev/null || { cat /var/log/daemon >&2; exit 1; }
            sleep 0.1
        done
        """;

    private readonly string _root;
    private readonly Dictionary<string, string> _environment = [];

    private DebianFixture(string root) => _root = root;

    public static async Task<DebianFixture> CreateAsync(DeploymentFixture deployment)
    {
        var root = deployment.GetPath($"debian-{Guid.NewGuid():N}");
        await Shell.RunAsync("cp", "-a", await deployment.TreeAsync(), root);
        var machine = new DebianFixture(root);
        await Shell.RunAsync("mount", "-t", "proc", "proc", machine.GetHostPath("/proc"));
        // No syncs; it needs no protection from a power cut.
        await File.WriteAllTextAsync(machine.GetHostPath("/etc/dpkg/dpkg.cfg.d/fast"), "force-unsafe-io\n");
        await Shell.RunAsync("cp", await deployment.SudoAsync(), machine.GetHostPath("/srv/sudo.deb"));
        await Shell.RunAsync("chroot", root, "dpkg", "--install", "/srv/sudo.deb");
        await Shell.RunAsync("chroot", root, "useradd", "--create-home", "--shell", "/bin/bash", "anna");
        await File.WriteAllTextAsync(
            machine.GetHostPath("/etc/sudoers.d/anna"),
            $"anna ALL=(ALL) NOPASSWD: ALL\nDefaults env_file={EnvironmentFile}\n"
        );
        await File.WriteAllTextAsync(
            machine.GetHostPath("/etc/hosts"),
            $"127.0.0.1 localhost {Environment.MachineName}\n"
        );
        await File.WriteAllTextAsync(machine.GetHostPath("/usr/local/bin/systemctl"), Systemctl + "\n");
        await Shell.RunAsync("chmod", "0755", machine.GetHostPath("/usr/local/bin/systemctl"));
        return machine;
    }

    /// <summary>The path on this machine of a path inside.</summary>
    public string GetHostPath(string path) => Path.Join(_root, path);

    /// <summary>Sets the clock of processes that start from now on.</summary>
    public void SetClock(DateTimeOffset now)
    {
        const string Library = "/usr/lib/libfaketime.so.1";
        if (!File.Exists(GetHostPath(Library)))
        {
            File.Copy(LibFaketimeClock.Library, GetHostPath(Library));
        }

        var seconds = (long)(now - DateTimeOffset.UtcNow).TotalSeconds;
        SetEnvironment(
            ("LD_PRELOAD", Library),
            ("DONT_FAKE_MONOTONIC", "1"),
            ("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
            ("FAKETIME", seconds.ToString("+0;-0", CultureInfo.InvariantCulture) + "s")
        );
    }

    /// <summary>Sets environment variables of what sudo and the daemon start from now on.</summary>
    public void SetEnvironment(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _environment[name] = value;
        }

        File.WriteAllLines(
            GetHostPath(EnvironmentFile),
            _environment.Select(variable => $"{variable.Key}={variable.Value}")
        );
    }

    /// <summary>Adds a certificate authority to the system's store, as documented for a private mail server.</summary>
    public async Task TrustAsync(string authority)
    {
        File.Copy(authority, GetHostPath("/usr/local/share/ca-certificates/own.crt"));
        await Shell.RunAsync("chroot", _root, "update-ca-certificates");
    }

    /// <summary>Runs a line as anna in her home, with answers on standard input.</summary>
    public async Task<(int ExitCode, string Out, string Error)> RunAsync(string line, params string[] answers)
    {
        using var process = Start(line);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        foreach (var answer in answers)
        {
            await process.StandardInput.WriteLineAsync(answer);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs a line that must succeed and returns its output.</summary>
    public async Task<string> RunSuccessfullyAsync(string line, params string[] answers)
    {
        var (exitCode, output, error) = await RunAsync(line, answers);
        Assert.True(exitCode == 0, $"{line}: {exitCode}\n{error}{output}");
        return output;
    }

    /// <summary>Starts a line; the caller writes the answers.</summary>
    public Process Start(string line, bool withNetwork = true)
    {
        string[] inside =
        [
            "chroot",
            "--userspec=anna:anna",
            _root,
            "/usr/bin/env",
            "-i",
            $"HOME={Home}",
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "LANG=C.UTF-8",
            "sh",
            "-c",
            $"cd && {line}",
        ];
        string[] command = withNetwork ? inside : ["unshare", "--net", .. inside];
        return Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
    }

    /// <summary>The log of the daemon.</summary>
    public string ReadLog() => File.Exists(GetHostPath(DaemonLog)) ? File.ReadAllText(GetHostPath(DaemonLog)) : "";

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Process.GetProcessesByName("activitysync").Where(IsInside))
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        await Shell.RunAsync("umount", GetHostPath("/proc"));
        Directory.Delete(_root, recursive: true);
    }

    private bool IsInside(Process process)
    {
        try
        {
            return new FileInfo($"/proc/{process.Id}/root").LinkTarget == _root;
        }
        catch (IOException)
        {
            return false; // it has just exited
        }
    }
}
