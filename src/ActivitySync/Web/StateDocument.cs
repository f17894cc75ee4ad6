using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Mail.Outbox;
using ActivitySync.Recovery.Rules;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web;

/// <summary>
/// The advice for home dashboards (<c>/api/state</c>), which others in the house may see: no runs, no pains, no notes.
/// </summary>
/// <param name="AsOf">The athlete's date.</param>
/// <param name="Level">What the week is about.</param>
/// <param name="Decision">The code of the main reason, as in <c>plan --json</c>; null if there is none, or if it is
/// about health.</param>
/// <param name="NextWindow">When the massage can be; null without a suggestion.</param>
/// <param name="NextRace">The next race; null without one.</param>
/// <param name="NextDigest">When the next digest is due, in the athlete's zone; null while emails are off.</param>
internal sealed record StateDocument(
    DateOnly AsOf,
    StateLevel Level,
    string? Decision,
    StateWindow? NextWindow,
    StateRace? NextRace,
    DateTimeOffset? NextDigest
)
{
    public byte[] ToUtf8Bytes() => JsonSerializer.SerializeToUtf8Bytes(this, StateJson.Default.StateDocument);
}

/// <summary>What a week is about, for home dashboards.</summary>
[JsonConverter(typeof(StateLevelConverter))]
internal enum StateLevel
{
    /// <summary>Nothing of the athlete is known yet.</summary>
    NoData,

    /// <summary>No massage is suggested.</summary>
    Quiet,

    /// <summary>Self-massage only.</summary>
    SelfMassage,

    /// <summary>A massage is suggested.</summary>
    Massage,

    /// <summary>A massage is booked and fits.</summary>
    Booked,

    /// <summary>A massage is booked on a day that doesn't fit.</summary>
    Move,

    /// <summary>Health comes first: a pain, an illness or a condition.</summary>
    Medical,
}

/// <summary>The days on which the massage can be; both included.</summary>
internal sealed record StateWindow(string Kind, DateOnly From, DateOnly To);

/// <summary>A race of the athlete's calendar. <c>DaysToGo</c> is 0 on its day.</summary>
internal sealed record StateRace(DateOnly Date, string Name, int DaysToGo);

/// <summary>Writes a level in kebab case.</summary>
internal sealed class StateLevelConverter : JsonConverter<StateLevel>
{
    public override StateLevel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EnumText.Parse<StateLevel>(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, StateLevel value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumText.Format(value));
}

[JsonSerializable(typeof(StateDocument))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class StateJson : JsonSerializerContext;

/// <summary>Reads the state of an athlete: the same content as this week's page.</summary>
internal sealed class StateReader(WeekReader week, Database database, TimeProvider clock)
{
    /// <summary>A longer pause counts as one without an end.</summary>
    private static readonly TimeSpan MaxLookAhead = TimeSpan.FromDays(365);

    public StateDocument Read(AthleteSettings athlete)
    {
        var content = week.Read(athlete);
        var isHealth = content.Tone == DigestTone.Medical || content.IsAboutPain;
        var race = content.Timeline.Races.Where(race => race.Date >= content.Today).MinBy(race => race.Date);
        return new StateDocument(
            content.Today,
            GetLevel(content),
            isHealth ? null : content.Trigger?.Code,
            content.Plan.Massage is { } massage && content.Tone != DigestTone.Medical
                ? new StateWindow(EnumText.Format(massage.Kind), massage.From, massage.To)
                : null,
            race is null
                ? null
                : new StateRace(
                    race.Date,
                    UntrustedText.Sanitize(race.Name),
                    race.Date.DayNumber - content.Today.DayNumber
                ),
            FindNextDigest(athlete)
        );
    }

    private static StateLevel GetLevel(DigestContent content) =>
        content switch
        {
            { Tone: DigestTone.Medical } => StateLevel.Medical,
            { Tone: DigestTone.Welcome } => StateLevel.NoData,
            { Tone: DigestTone.Quiet } => StateLevel.Quiet,
            { IsBooked: true } => StateLevel.Booked,
            { Plan: { Massage: null, SelfMassage: null } } => StateLevel.Quiet,
            { Plan.Massage: null } => StateLevel.SelfMassage,
            _ when content.Plan.Reasons.Contains(ReasonCode.SlotMove) => StateLevel.Move,
            _ => StateLevel.Massage,
        };

    private DateTimeOffset? FindNextDigest(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var pausedUntil = PauseRepository.FindEndDate(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name)
        );
        var now = clock.GetUtcNow();
        var slot = DigestSchedule.GetNext(athlete, now);
        while (pausedUntil is { } until && slot.Date <= until)
        {
            if (slot.At - now > MaxLookAhead)
            {
                return null;
            }

            slot = DigestSchedule.GetNext(athlete, slot.At);
        }

        return TimeZoneInfo.ConvertTime(slot.At, athlete.TimeZone);
    }
}
