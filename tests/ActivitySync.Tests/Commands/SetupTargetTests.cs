using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SetupTargetTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private SetupTarget Target => new(Path.Combine(_directory, "appsettings.json"), _directory);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_old_settings_are_stored_privately_and_no_link_is_followed()
    {
        var letter = Path.Combine(_directory, "letter.txt");
        File.WriteAllText(letter, "untouched");
        File.WriteAllText(Target.File, "old");
        File.SetUnixFileMode(Target.File, AtomicFile.OwnerOnly | UnixFileMode.OtherRead);
        File.CreateSymbolicLink(SetupTarget.GetBeforePath(Target.File), letter);

        Target.Write("new"u8.ToArray());

        Assert.Equal("untouched", File.ReadAllText(letter));
        Assert.Equal("old", File.ReadAllText(SetupTarget.GetBeforePath(Target.File)));
        Assert.Equal("new", File.ReadAllText(Target.File));
        Assert.All(new[] { Target.File, SetupTarget.GetBeforePath(Target.File) }, file =>
            Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(file))
        );
    }

    [Fact]
    public void Settings_that_are_a_pipe_are_not_replaced()
    {
        SpecialFile.CreatePipe(Target.File);

        var exception = Assert.Throws<OperationException>(() => Target.Write("new"u8.ToArray()));

        Assert.StartsWith(Target.File, exception.Message, StringComparison.Ordinal);
        Assert.Equal([Target.File], Directory.GetFiles(_directory));
    }
}
