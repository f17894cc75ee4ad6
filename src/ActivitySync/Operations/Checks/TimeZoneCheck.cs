using System.Globalization;
using System.Text;
using ActivitySync.Outbox;
using ActivitySync.Settings;

namespace ActivitySync.Operations.Checks;

/// <summary>What the machine knows of the runners' zones and of letters: both come from packages that a small image may lack.</summary>
internal sealed class TimeZoneCheck(AppSettings settings, TimeProvider clock) : ICheck
{
    public string Name => "time zones";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        // Without ICU this silently does nothing, and "Würzburg" no longer finds its way into the words of a title.
        if ("é".Normalize(NormalizationForm.FormD).Length != 2)
            yield return Finding.Failed("Unicode is not known here: install ICU (Debian: libicu72 or the one of your release), and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
        var now = clock.GetUtcNow();
        foreach (var athlete in settings.Athletes)
        {
            var here = TimeZoneInfo.ConvertTime(now, athlete.TimeZone);
            var next = TimeZoneInfo.ConvertTime(DigestSlots.NextAfter(athlete, now).At, athlete.TimeZone);
            yield return Finding.Ok(string.Create(
                CultureInfo.InvariantCulture, $"{athlete.Name}: {athlete.TimeZone.Id}, where it is {here:dddd HH:mm}; the next digest is due on {next:dddd d MMMM, HH:mm}."));
        }
    }
}
