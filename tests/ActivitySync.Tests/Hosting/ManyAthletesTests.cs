using System.Data.Common;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Hosting;

[RunsAlone]
public sealed class ManyAthletesTests : IDisposable
{
    private const int MaxStatements = 60;

    private readonly List<CommandFixture> _fixtures = [];

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _fixtures.ForEach(fixture => fixture.Dispose());
    }

    [Fact]
    public void Health_needs_as_many_statements_for_fifty_athletes_as_for_five()
    {
        var (few, many) = (CreateFixture(5), CreateFixture(50));

        // The first answer also reads all rows to find unreadable ones; for a minute it is used again.
        var fewStatements = CountStatements(few, CreateReader(few), skipFirst: true);
        var manyStatements = CountStatements(many, CreateReader(many), skipFirst: true);

        Assert.InRange(fewStatements, 1, MaxStatements);
        Assert.Equal(fewStatements, manyStatements);
    }

    [Fact]
    public void Above_two_hundred_athletes_also_the_first_answer_has_a_fixed_number()
    {
        var (some, more) = (CreateFixture(201), CreateFixture(240));

        var someStatements = CountStatements(some, CreateReader(some), skipFirst: false);

        Assert.InRange(someStatements, 1, MaxStatements);
        Assert.Equal(someStatements, CountStatements(more, CreateReader(more), skipFirst: false));
    }

    [Fact]
    public void A_failure_counts_until_a_later_mail_of_its_kind_was_sent()
    {
        var fixture = CreateFixture(2);
        using var connection = fixture.Database.Open();
        AddMail(connection, fixture, "athlete0", "2026-W45", MailState.Failed, days: 15);
        AddMail(connection, fixture, "athlete0", "2026-W46", MailState.Skipped, days: 8);
        AddMail(connection, fixture, "athlete1", "2026-W45", MailState.Failed, days: 15);
        AddMail(connection, fixture, "athlete1", "2026-W46", MailState.Sent, days: 8);

        var health = CreateReader(fixture).Read();

        Assert.Contains(health.Reasons, line => line.StartsWith("athlete0, email 2026-W45", StringComparison.Ordinal));
        Assert.DoesNotContain(health.Reasons, line => line.StartsWith("athlete1", StringComparison.Ordinal));
        Assert.Equal(new OutboxHealth(0, 0), health.Outbox);
    }

    [Fact]
    public async Task Status_lists_the_gravest_sources_first_and_how_many_more_there_are()
    {
        var fixture = CreateFixture(30);
        using (var connection = fixture.Database.Open())
        {
            for (var athlete = 0; athlete < 30; athlete++)
            {
                SaveSync(connection, fixture, $"athlete{athlete}", athlete == 29 ? "action-needed" : "complete");
            }
        }

        var (_, text, _) = await fixture.RunAsync("status");
        var (_, json, _) = await fixture.RunAsync("status", "--json");

        var lines = text.Split('\n').Where(line => line.Contains("  strava  ", StringComparison.Ordinal)).ToList();
        Assert.Equal(ShownList.MaxEntries, lines.Count);
        Assert.StartsWith("athlete29  strava", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("athlete0   strava", lines[1], StringComparison.Ordinal);
        Assert.Contains("and 10 more sources. Run 'activitysync status --json'", text, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        Assert.Equal(30, document.RootElement.GetProperty("sources").GetArrayLength());
    }

    [Fact]
    public async Task Health_names_twenty_problems_and_how_many_more_there_are()
    {
        var fixture = CreateFixture(30);
        using (var connection = fixture.Database.Open())
        {
            for (var athlete = 0; athlete < 30; athlete++)
            {
                SaveSync(connection, fixture, $"athlete{athlete}", "action-needed");
            }
        }

        var (exit, text, _) = await fixture.RunAsync("health");

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Equal(ShownList.MaxEntries + 1, text.Split(" | ").Length);
        // The daemon isn't running either.
        Assert.Contains("and 11 more. Run 'activitysync status --json'", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Metrics_have_labels_of_athletes_up_to_two_hundred(int athletes, bool hasLabels)
    {
        var start = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        var sources = Enumerable
            .Range(0, athletes)
            .Select(number => new SourceHealth(
                $"athlete{number}",
                "strava",
                number == 0 ? null : "complete",
                start.AddMinutes(number),
                number == 0 ? null : start.AddMinutes(number),
                null,
                null
            ));

        var text = MetricsPage.Render(
            new Health([], [.. sources], start, new OutboxHealth(0, 0)),
            [],
            residentBytes: 1
        );

        Assert.Equal(hasLabels, text.Contains("{athlete=", StringComparison.Ordinal));
        Assert.Contains(
            $"activitysync_sources{{source=\"strava\",outcome=\"complete\"}} {athletes - 1}\n",
            text,
            StringComparison.Ordinal
        );
        if (!hasLabels)
        {
            Assert.Contains(
                "activitysync_source_last_success_timestamp_seconds{source=\"strava\"} "
                    + $"{start.AddMinutes(1).ToUnixTimeSeconds()}\n",
                text,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Athletes_are_added_together_and_keep_when_they_were_added()
    {
        var fixture = CreateFixture(1);
        using var connection = fixture.Database.Open();
        var before = AthleteRepository.GetAll(connection)["athlete0"];
        fixture.Clock.Advance(TimeSpan.FromDays(1));

        AthleteRepository.AddMissing(connection, ["athlete0", "eva", "tom"], fixture.Clock);

        var athletes = AthleteRepository.GetAll(connection);
        Assert.Equal(before, athletes["athlete0"]);
        Assert.Equal(["athlete0", "eva", "tom"], athletes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(fixture.Clock.GetUtcNow(), AthleteRepository.ReadCreatedAt(connection, athletes["eva"]));
    }

    private CommandFixture CreateFixture(int athletes)
    {
        var fixture = new CommandFixture();
        _fixtures.Add(fixture);
        fixture.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    .. Enumerable
                        .Range(0, athletes)
                        .Select(number =>
                            settings.FileAthletes[0] with
                            {
                                Name = $"athlete{number}",
                                Email = $"athlete{number}@example.org",
                                Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                            }
                        ),
                ],
            }
        );
        using var connection = fixture.Database.Open();
        AthleteRepository.AddMissing(
            connection,
            fixture.Settings.FileAthletes.Select(athlete => athlete.Name),
            fixture.Clock
        );
        return fixture;
    }

    private static HealthReader CreateReader(CommandFixture fixture) =>
        new(
            RosterBuilder.Create(fixture.Database, fixture.Settings),
            fixture.Database,
            fixture.Settings,
            fixture.Clock,
            new DaemonLock(fixture.Settings, fixture.Clock),
            new JobMonitor(fixture.Database, fixture.Clock, NullLogger<JobMonitor>.Instance)
        );

    /// <summary>Counts the statements of one answer.</summary>
    private static int CountStatements(CommandFixture fixture, HealthReader reader, bool skipFirst)
    {
        if (skipFirst)
        {
            _ = reader.Read();
        }

        return StatementCounter.Count(fixture.Database, () => _ = reader.Read());
    }

    private static void AddMail(
        DbConnection connection,
        CommandFixture fixture,
        string athlete,
        string week,
        MailState state,
        int days
    )
    {
        var dueAt = fixture.Clock.GetUtcNow().AddDays(-days);
        MailRepository.Add(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete, fixture.Clock),
            MailKind.Digest,
            MailPeriod.Parse(MailKind.Digest, week),
            state,
            null,
            dueAt,
            dueAt
        );
    }

    private static void SaveSync(DbConnection connection, CommandFixture fixture, string athlete, string outcome)
    {
        var now = fixture.Clock.GetUtcNow().ToUnixTimeSeconds();
        SyncStateRepository.Save(
            connection,
            new SyncStateRow(
                AthleteRepository.GetOrAddId(connection, athlete, fixture.Clock),
                "strava",
                now,
                outcome,
                outcome == "complete" ? null : "connect it again",
                now,
                now,
                null,
                outcome == "complete" ? 0 : 3
            )
        );
    }
}
