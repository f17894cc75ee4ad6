using ActivitySync.Data;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>Digests of athletes in the database. Nothing is restarted in between.</summary>
public sealed class StoredAthleteTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_stored_athlete_gets_a_digest_until_removed()
    {
        _fixture.Settings = _fixture.Settings with { FileAthletes = [] };
        Save("""{"Email": "dora@example.org", "TimeZone": "UTC", "Digest": {"Day": "Sunday", "Time": "18:00"}}""");

        await _fixture.ProcessAtAsync("2026-11-21T12:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow(athlete: "dora")?.State);
        Assert.Equal("dora@example.org", Assert.Single(_fixture.Requests).Athlete.Email);

        using (var connection = _fixture.Database.Open())
        {
            RosterRepository.Remove(connection, AthleteRepository.FindId(connection, "dora")!.Value);
        }

        await _fixture.ProcessAtAsync("2026-11-29T18:00:00Z");

        Assert.Null(_fixture.FindRow("2026-W48", "dora"));
    }

    [Fact]
    public async Task A_damaged_row_costs_nobody_else_the_digest()
    {
        Save("banana");

        await _fixture.ProcessAtAsync("2026-11-21T12:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()?.State);
        Assert.All(_fixture.Requests, request => Assert.NotEqual("dora", request.Athlete.Name));
    }

    private void Save(string settings)
    {
        using var connection = _fixture.Database.Open();
        RosterRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, "dora", _fixture.Clock),
            settings,
            _fixture.Clock.GetUtcNow()
        );
    }
}
