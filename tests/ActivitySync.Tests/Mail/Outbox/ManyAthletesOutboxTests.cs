using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Recovery;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>A pass in which nothing is due reads the same number of times, however many athletes there are.</summary>
[RunsAlone]
public sealed class ManyAthletesOutboxTests : IDisposable
{
    private const int MaxStatements = 40;

    private readonly List<OutboxFixture> _fixtures = [];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _fixtures.ForEach(fixture => fixture.Dispose());
    }

    [Fact]
    public async Task A_pass_needs_as_many_statements_for_fifty_athletes_as_for_five()
    {
        var few = await CountAsync(await CreateAsync(5));

        Assert.InRange(few, 1, MaxStatements);
        Assert.Equal(few, await CountAsync(await CreateAsync(50)));
    }

    [Fact]
    public async Task So_it_does_while_sources_fail_pains_last_and_mails_are_paused()
    {
        var few = await CountAsync(await CreateFailingAsync(5));

        Assert.InRange(few, 1, MaxStatements);
        Assert.Equal(few, await CountAsync(await CreateFailingAsync(50)));
    }

    [Fact]
    public async Task After_the_sources_recovered_each_all_clear_is_sent_and_then_nothing_is_due()
    {
        var fixture = await CreateFailingAsync(5);
        SaveSyncs(fixture, "complete");
        fixture.Transport.Messages.Clear();

        await fixture.ProcessAsync();

        Assert.Equal(5, fixture.Transport.Messages.Count);
        Assert.InRange(await CountAsync(fixture), 1, MaxStatements);
        Assert.Equal(5, fixture.Transport.Messages.Count);
    }

    /// <summary>Creates athletes with a source that works.</summary>
    private async Task<OutboxFixture> CreateAsync(int athletes)
    {
        var fixture = new OutboxFixture([.. Enumerable.Range(0, athletes).Select(number => $"athlete{number}")]);
        _fixtures.Add(fixture);
        fixture.Settings = fixture.Settings with
        {
            Mail = new MailSettings { From = "recovery@example.org", Operator = "operator@example.org" },
            FileAthletes =
            [
                .. fixture.Settings.FileAthletes.Select(athlete =>
                    athlete with
                    {
                        Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                    }
                ),
            ],
        };
        fixture.Triggers.Add(
            new RaceMailTrigger(new AdviceService(fixture.Database, fixture.Settings), fixture.Settings, fixture.Clock)
        );
        fixture.Triggers.Add(new RedFlagMailTrigger(fixture.Settings, fixture.Clock));
        await fixture.ProcessAsync();
        SaveSyncs(fixture, "complete");
        await fixture.ProcessAsync();
        Assert.Empty(fixture.Transport.Messages);
        return fixture;
    }

    /// <summary>
    /// Creates athletes of whom each has a source that fails and a red flag, both mailed, and every second one a pause.
    /// It is the time of day of race mails, and no race is near.
    /// </summary>
    private async Task<OutboxFixture> CreateFailingAsync(int athletes)
    {
        var fixture = await CreateAsync(athletes);
        SaveSyncs(fixture, "action-needed");
        using (var connection = fixture.Database.Open())
        {
            foreach (var id in AthleteRepository.GetAllIds(connection))
            {
                PainRepository.Add(
                    connection,
                    id,
                    new Pain
                    {
                        Date = new DateOnly(2026, 11, 21),
                        Area = "left calf",
                        Severity = 4,
                        Signs = ["one-sided-swelling"],
                    }
                );
                if (id % 2 == 0)
                {
                    PauseRepository.Save(connection, id, new DateOnly(2026, 12, 31));
                }
                else if (id % 3 == 0)
                {
                    var days = (new DateOnly(2026, 11, 20), new DateOnly(2026, 12, 1));
                    PauseRepository.SaveFromTitle(connection, id, "title:1", days);
                }
            }
        }

        await fixture.ProcessAtAsync("2026-11-21T18:05:00Z");
        Assert.Equal(2 * athletes, fixture.Transport.Messages.Count);
        return fixture;
    }

    /// <summary>Counts the statements of the next pass.</summary>
    private static async Task<int> CountAsync(OutboxFixture fixture)
    {
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        return await StatementCounter.CountAsync(fixture.Database, async () =>
            Assert.Empty(await fixture.ProcessAsync())
        );
    }

    /// <summary>Stores a sync of each athlete's source that ends now.</summary>
    private static void SaveSyncs(OutboxFixture fixture, string outcome)
    {
        using var connection = fixture.Database.Open();
        var now = fixture.Clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var id in AthleteRepository.GetAllIds(connection))
        {
            var line = outcome == "complete" ? null : "run 'activitysync connect strava'.";
            SyncStateRepository.Save(connection, new(id, "strava", now, outcome, line, now, now, null, 0));
        }
    }
}
