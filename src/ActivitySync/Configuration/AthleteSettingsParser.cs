using System.Text.RegularExpressions;
using MimeKit;

namespace ActivitySync.Configuration;

/// <summary>Parses the section <c>Athletes</c>: keys, defaults and ranges.</summary>
internal static partial class AthleteSettingsParser
{
    private const string ExpectedName = "lower-case letters a-z, digits and hyphens";

    private const int MinHeartRate = 25;
    private const int MaxHeartRate = 250;

    /// <summary>The language tags an email can be written in, by their text in the settings.</summary>
    public static IReadOnlyDictionary<string, string> Languages { get; } =
        new Dictionary<string, string> { ["en"] = "en", ["de"] = "de" };

    /// <param name="reader">The settings.</param>
    /// <param name="sources">The parsers of the sources.</param>
    /// <param name="hasPage">Whether athletes can enter keys on the page, so that none has to be set.</param>
    public static IReadOnlyList<AthleteSettings> Parse(
        SettingsReader reader,
        IReadOnlyList<SourceSettingsParser> sources,
        bool hasPage
    )
    {
        var athletes = reader
            .GetIndices("Athletes")
            .Select(index => ParseAthlete(reader, $"Athletes:{index}:", sources, !hasPage))
            .ToList();
        foreach (
            var duplicates in athletes
                .GroupBy(athlete => athlete.Name)
                .Where(group => group.Count() > 1 && group.Key.Length > 0)
        )
        {
            reader.AddError("Athletes", $"two athletes are named \"{duplicates.Key}\"; each needs a unique name.");
        }

        return athletes;
    }

    /// <summary>Parses an email address; null if it is missing.</summary>
    public static string? ParseEmail(SettingsReader reader, string key, bool required)
    {
        var text = reader.GetText(key, isRequired: required, expected: "an email address");
        if (
            text is not null
            && !(
                MailboxAddress.TryParse(text, out var address)
                && address.Address.Contains('@', StringComparison.Ordinal)
            )
        )
        {
            reader.AddError(key, $"\"{text}\" is invalid; expected an email address.");
        }

        return text;
    }

    /// <summary>Parses one athlete.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="prefix">What the athlete's keys begin with: <c>Athletes:0:</c>, or nothing.</param>
    /// <param name="sources">The parsers of the sources.</param>
    /// <param name="requireSecrets">Whether a secret of a source that is switched on has to be set.</param>
    public static AthleteSettings ParseAthlete(
        SettingsReader reader,
        string prefix,
        IReadOnlyList<SourceSettingsParser> sources,
        bool requireSecrets
    )
    {
        var athlete = new AthleteSettings
        {
            Name = reader.GetText($"{prefix}Name", isRequired: true, expected: ExpectedName) ?? "",
            Email = ParseEmail(reader, $"{prefix}Email", required: true) ?? "",
            TimeZone = ParseTimeZone(reader, $"{prefix}TimeZone"),
            MaxHeartRate = reader.GetDecimal($"{prefix}MaxHeartRate", MinHeartRate, MaxHeartRate),
            RestingHeartRate = reader.GetDecimal($"{prefix}RestingHeartRate", MinHeartRate, MaxHeartRate),
        };
        athlete = Preference.All.Aggregate(athlete, (read, preference) => preference.Read(reader, prefix, read)) with
        {
            Sources = ParseSources(reader, prefix, sources, requireSecrets),
        };
        if (athlete.Name.Length > 0 && !NamePattern().IsMatch(athlete.Name))
        {
            reader.AddError($"{prefix}Name", $"\"{athlete.Name}\" is invalid; expected {ExpectedName}.");
        }

        if (!SportPattern().IsMatch(athlete.Sources.UntypedSport))
        {
            reader.AddError(
                $"{prefix}Sources:UntypedSport",
                $"\"{athlete.Sources.UntypedSport}\" is invalid; expected a sport, like \"run\" or \"trail-run\"."
            );
        }

        if (athlete is { MaxHeartRate: { } max, RestingHeartRate: { } resting } && resting >= max)
        {
            reader.AddError($"{prefix}RestingHeartRate", "must be below MaxHeartRate.");
        }

        return athlete;
    }

    private static AthleteSources ParseSources(
        SettingsReader reader,
        string prefix,
        IReadOnlyList<SourceSettingsParser> sources,
        bool requireSecrets
    )
    {
        var enabled = sources
            .Where(source => reader.GetFlag($"{prefix}Sources:{source.SectionName}", defaultValue: false))
            .Select(source => source.Name)
            .ToList();
        var secrets = ParseSecrets(reader, prefix, sources, requireSecrets ? enabled : []);
        return new AthleteSources
        {
            Enabled = enabled,
            Inbox = reader.GetFolder($"{prefix}Sources:Inbox"),
            RaceCalendars = reader.GetTexts($"{prefix}Sources:RaceCalendars", isSecret: true),
            UntypedSport = reader.GetText(
                $"{prefix}Sources:UntypedSport",
                new AthleteSources().UntypedSport,
                expected: "a sport, like \"run\""
            )!,
            Secrets = secrets,
            EnvironmentSecrets =
            [
                .. secrets.Keys.Where(key => reader.GetOrigin($"{prefix}{key}").Layer == SettingLayer.Environment),
            ],
        };
    }

    private static Dictionary<string, string> ParseSecrets(
        SettingsReader reader,
        string prefix,
        IReadOnlyList<SourceSettingsParser> sources,
        List<SourceName> required
    )
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            if (source.AthleteSecret is not { } secret)
            {
                continue;
            }

            if (reader.GetText($"{prefix}{secret.Key}", isSecret: true) is { } value)
            {
                secrets[secret.Key] = value;
            }
            else if (required.Contains(source.Name))
            {
                reader.AddMissingSecret($"{prefix}{secret.Key}", secret.MissingMessage);
            }
        }

        return secrets;
    }

    private static TimeZoneInfo ParseTimeZone(SettingsReader reader, string key)
    {
        var text = reader.GetText(key, isRequired: true, expected: "an IANA time zone, like \"Europe/Berlin\"");
        if (text is null)
        {
            return TimeZoneInfo.Utc;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId)
        {
            return zone;
        }

        var nearest = NearestMatch.Find(
            text,
            TimeZoneInfo.GetSystemTimeZones().Where(known => known.HasIanaId).Select(known => known.Id)
        );
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _))
        {
            reader.AddError(
                key,
                $"\"{text}\" cannot be used: this machine has no time zones. "
                    + "Install them (on Debian the package tzdata)."
            );
            return TimeZoneInfo.Utc;
        }

        reader.AddError(
            key,
            nearest is null
                ? $"\"{text}\" is invalid; expected an IANA time zone, like \"Europe/Berlin\"."
                : $"\"{text}\" is not an IANA time zone; did you mean \"{nearest}\"?"
        );
        return TimeZoneInfo.Utc;
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex SportPattern();
}
