using System.Globalization;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The clock is near that of the services in use, and not behind what was done before.</summary>
internal sealed class ClockCheck(AppSettings settings, Database database, TimeProvider clock, RemoteClock services)
    : IDoctorCheck
{
    /// <summary>Tokens and windows bear some minutes; more has a cause that grows.</summary>
    private static readonly TimeSpan MaxDifference = TimeSpan.FromMinutes(5);

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
                        $"it says {shown}, and work was noted at {last:yyyy-MM-dd HH:mm} UTC: it was set back, or was ahead before; set it, and let a time service (chrony, systemd-timesyncd) keep it."
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
                        $"it says {shown}, and {host} says {theirs:yyyy-MM-dd HH:mm} UTC; set it, and let a time service (chrony, systemd-timesyncd) keep it."
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
        var used = settings.Athletes.SelectMany(athlete => athlete.Sources.Enabled).ToHashSet();
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

/// <summary>What the machine knows of the runners' zones and of letters: both come from packages that a small image may lack.</summary>
internal sealed class TimeZoneCheck(AppSettings settings, TimeProvider clock) : IDoctorCheck
{
    public string Name => "time zones";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        // Without ICU this silently does nothing, and "Würzburg" no longer finds its way into the words of a title.
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
        {
            yield return Finding.Failed(
                "Unicode is not known here: install ICU (Debian: libicu72 or the one of your release), and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset."
            );
        }

        var now = clock.GetUtcNow();
        foreach (var athlete in settings.Athletes)
        {
            var here = TimeZoneInfo.ConvertTime(now, athlete.TimeZone);
            var next = TimeZoneInfo.ConvertTime(DigestSchedule.GetNext(athlete, now).At, athlete.TimeZone);
            yield return Finding.Ok(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{athlete.Name}: {athlete.TimeZone.Id}, where it is {here:dddd HH:mm}; the next digest is due on {next:dddd d MMMM, HH:mm}."
                )
            );
        }
    }
}
