using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Tests.Recovery.Tagging;

public sealed class SessionGrouperTests
{
    [Fact]
    public void Warm_up_race_and_cool_down_are_one_line_about_the_race()
    {
        var log = new TimelineBuilder()
            .AddActivity(-1, "run", 20, id: "wu")
            .AddActivity(-1, "run", 45, 10, id: "race", with: run =>
                run with
                {
                    Start = run.Start.AddMinutes(50),
                    SourceTag = SourceTag.Race,
                }
            )
            .AddActivity(-1, "yoga", 20, id: "yoga", with: one => one with { Start = one.Start.AddMinutes(100) })
            .AddActivity(-1, "run", 15, id: "cd", with: run => run with { Start = run.Start.AddMinutes(125) })
            .AddActivity(-1, "run", 30, id: "later", with: run =>
                run with
                {
                    Start = run.Start.AddMinutes(170).AddSeconds(1),
                }
            );
        var sessions = SessionGrouper.Group(log.Plan().Activities);
        Assert.Equal(
            ["race: wu race cd", "yoga: yoga", "later: later"],
            sessions.Select(session =>
                $"{session.Lead.Activity.Id}: {string.Join(' ', session.Parts.Select(part => part.Activity.Id))}"
            )
        );
    }
}
