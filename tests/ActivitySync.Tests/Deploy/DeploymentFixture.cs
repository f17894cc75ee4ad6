using ActivitySync.Tests.Infrastructure;

[assembly: AssemblyFixture(typeof(ActivitySync.Tests.Deploy.DeploymentFixture))]

namespace ActivitySync.Tests.Deploy;

/// <summary>
/// What the scripts build from the published program: a Debian tree, the package, the image. Each is built once, when a
/// test first needs it.
/// </summary>
public sealed class DeploymentFixture : IDisposable
{
    private readonly Lazy<Task<string>> _tree;
    private readonly Lazy<Task<string>> _package;
    private readonly Lazy<Task<string>> _image;
    private readonly Lazy<Task<string>> _sudo;

    public DeploymentFixture()
    {
        _tree = new(async () =>
        {
            await Shell.RunAsync(Shell.Script("debian/tree.sh"), GetPath("tree"));
            return GetPath("tree");
        });
        _package = new(() => PackAsync(Directory));
        _image = new(async () =>
            (
                await Shell.RunAsync(
                    Shell.Script("docker/build-image.sh"),
                    "--publish",
                    Published,
                    "--root",
                    await TreeAsync(),
                    GetPath("image.tar")
                )
            ).Trim()
        );
        _sudo = new(async () =>
        {
            await Shell.RunAsync("sh", "-c", $"cd '{Directory}' && apt-get download -q -o Acquire::Retries=3 sudo");
            return System.IO.Directory.GetFiles(Directory, "sudo_*.deb").Single();
        });
    }

    /// <summary>Debian's sudo package, which the tree lacks.</summary>
    public Task<string> SudoAsync() => _sudo.Value;

    public static string Published => Path.GetDirectoryName(DaemonProcess.Binary)!;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("activitysync-deploy-").FullName;

    public Task<string> TreeAsync() => _tree.Value;

    public Task<string> PackageAsync() => _package.Value;

    /// <summary>Builds the package again, with fast compression.</summary>
    public static async Task<string> PackAsync(string directory) =>
        (
            await Shell.RunAsync(
                Shell.Script("debian/build.sh"),
                "--publish",
                Published,
                "--compression",
                "1",
                directory
            )
        ).Trim();

    public Task<string> ImageAsync() => _image.Value;

    public string GetPath(string name) => Path.Combine(Directory, name);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
