using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance.Checks;

/// <summary>Checks the clock against the services in use and against the last stored run of a job.</summary>
internal sealed class ClockCheck(
    AppSettings settings,
    AthleteRoster roster,
    Database database,
    TimeProvider clock,
    RemoteClock services
) : ICheck
{
    /// <summary>Tokens and schedules tolerate a few minutes; a larger difference usually keeps growing.</summary>
    private static readonly TimeSpan MaxDifference = TimeSpan.FromMinutes(5);

    private const string SetClock = "Set the clock and use a time service (chrony, systemd-timesyncd).";

    public string Name => "clock";

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        var now = clock.GetUtcNow();
        var shown = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} UTC");
        if (FindLastJobSuccess() is { } last && last > now + MaxDifference)
        {
            found.Add(
                Finding.Failed(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the time is {shown}, but a job ran at {last:yyyy-MM-dd HH:mm} UTC: the clock was set back, "
                            + $"or was ahead before. {SetClock}"
                    )
                )
            );
            return found;
        }

        var isFar = false;
        foreach (var (host, theirs) in await services.GetTimesAsync(GetServiceUrls(), cancellationToken))
        {
            if ((theirs - clock.GetUtcNow()).Duration() <= MaxDifference)
            {
                continue;
            }

            isFar = true;
            found.Add(
                Finding.Failed(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the time is {shown}, but {host} reports {theirs:yyyy-MM-dd HH:mm} UTC. {SetClock}"
                    )
                )
            );
        }

        if (!isFar)
        {
            found.Add(Finding.Ok($"{shown}."));
        }

        return found;
    }

    private IReadOnlyList<Uri> GetServiceUrls()
    {
        var used = roster.GetReadable().SelectMany(athlete => athlete.Sources.Enabled).ToHashSet();
        return
        [
            .. SourceDescriptors
                .All.Where(source => used.Contains(source.Name))
                .Select(source => source.GetServiceUrl(settings))
                .OfType<Uri>(),
        ];
    }

    private DateTimeOffset? FindLastJobSuccess()
    {
        using var connection = database.Open();
        return JobRunRepository.GetAll(connection).Max(run => run.SucceededAt).ToInstant();
    }
}

/// <summary>Checks time zones and Unicode support, which come from packages that a small image may lack.</summary>
internal sealed class TimeZoneCheck(AthleteRoster roster, TimeProvider clock) : ICheck
{
    public string Name => "time zones";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        // Without ICU this silently does nothing, and accented words in titles are no longer recognized.
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
        {
            yield return Finding.Failed(
                "Unicode support is missing. Install ICU (on Debian libicu72 or that of your release), and leave "
                    + "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset."
            );
        }

        var now = clock.GetUtcNow();
        foreach (var athlete in roster.GetReadable())
        {
            var local = TimeZoneInfo.ConvertTime(now, athlete.TimeZone);
            var next = TimeZoneInfo.ConvertTime(DigestSchedule.GetNext(athlete, now).At, athlete.TimeZone);
            yield return Finding.Ok(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{athlete.Name}: {athlete.TimeZone.Id}, local time {local:dddd HH:mm}; the next digest is due on "
                        + $"{next:dddd d MMMM, HH:mm}."
                )
            );
        }
    }
}
