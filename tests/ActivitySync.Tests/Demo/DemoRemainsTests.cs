using ActivitySync.Demo;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Demo;

/// <summary>Looks into the system's temporary folder, where other tests have demos of their own meanwhile.</summary>
[RunsAlone]
public sealed class DemoRemainsTests
{
    [Fact]
    public async Task No_temporary_files_remain()
    {
        var before = FindRemaining();

        await DemoPipeline.CreateDigestAsync(new DateOnly(2026, 11, 25), CancellationToken.None);

        Assert.Empty(FindRemaining().Except(before));

        static string[] FindRemaining() => Directory.GetDirectories(Path.GetTempPath(), "activitysync-demo-*");
    }
}
