using System.Text.RegularExpressions;
using ActivitySync.Recovery;
using MimeKit;

namespace ActivitySync.Settings;

/// <summary>The section <c>Athletes</c>: each key, default and range.</summary>
internal static partial class AthleteSettingsParser
{
    private const int LeastHeartRate = 25;
    private const int MostHeartRate = 250;

    private static readonly Dictionary<string, string> Languages = new() { ["en"] = "en", ["de"] = "de" };

    /// <summary>The languages in which mails are written.</summary>
    public static IReadOnlyCollection<string> KnownLanguages => Languages.Keys;

    private static readonly Dictionary<string, UnitSystem> Units = new() { ["metric"] = UnitSystem.Metric, ["imperial"] = UnitSystem.Imperial };

    private static readonly Dictionary<string, Budget> Budgets = new()
    {
        ["regular"] = Budget.Regular,
        ["occasional"] = Budget.Occasional,
        ["none"] = Budget.None,
    };

    private static readonly Dictionary<string, MassageHistory?> Rhythms = new()
    {
        ["auto"] = null,
        ["weekly"] = MassageHistory.Weekly,
        ["monthly"] = MassageHistory.Monthly,
        ["lapsed"] = MassageHistory.Lapsed,
        ["unknown"] = MassageHistory.Unknown,
    };

    private static readonly Dictionary<string, DayOfWeek> Days = Enum.GetValues<DayOfWeek>().ToDictionary(day => day.ToString());

    private static readonly Dictionary<string, QuietWeeks> Quiet = new() { ["short"] = QuietWeeks.Short, ["skip"] = QuietWeeks.Skip };

    public static IReadOnlyList<AthleteSettings> Parse(SettingsReader reader)
    {
        var athletes = reader.Indices("Athletes").Select(index => One(reader, $"Athletes:{index}")).ToList();
        foreach (var twice in athletes.GroupBy(athlete => athlete.Name).Where(group => group.Count() > 1 && group.Key.Length > 0))
        {
            reader.Complain("Athletes", $"two runners are named \"{twice.Key}\"; each wants a name of its own.");
        }

        return athletes;
    }

    /// <summary>A mail address, or null.</summary>
    public static string? Email(SettingsReader reader, string key, bool required)
    {
        var text = reader.Text(key, required: required, takes: "a mail address");
        if (text is not null && !(MailboxAddress.TryParse(text, out var address) && address.Address.Contains('@', StringComparison.Ordinal)))
            reader.Complain(key, $"\"{text}\" is no mail address.");
        return text;
    }

    private static AthleteSettings One(SettingsReader reader, string at)
    {
        var digest = new DigestSettings();
        var sources = new AthleteSources();
        var athlete = new AthleteSettings
        {
            Name = reader.Text($"{at}:Name", required: true, takes: "small letters a-z, digits and hyphens") ?? "",
            Email = Email(reader, $"{at}:Email", required: true) ?? "",
            TimeZone = Zone(reader, $"{at}:TimeZone"),
            Language = reader.Choice($"{at}:Language", "en", Languages),
            Units = reader.Choice($"{at}:Units", UnitSystem.Metric, Units),
            Budget = reader.Choice($"{at}:Budget", Budget.Regular, Budgets),
            Rhythm = reader.Choice($"{at}:Rhythm", null, Rhythms),
            EarlyGentle = reader.Flag($"{at}:EarlyGentle", otherwise: false),
            Conditions = reader.Texts($"{at}:Conditions"),
            MaxHeartRate = reader.Decimal($"{at}:MaxHeartRate", LeastHeartRate, MostHeartRate),
            RestingHeartRate = reader.Decimal($"{at}:RestingHeartRate", LeastHeartRate, MostHeartRate),
            Digest = new DigestSettings
            {
                Day = reader.Choice($"{at}:Digest:Day", digest.Day, Days),
                Time = reader.TimeOfDay($"{at}:Digest:Time", digest.Time),
                QuietWeeks = reader.Choice($"{at}:Digest:QuietWeeks", digest.QuietWeeks, Quiet),
            },
            RaceMails = reader.Flag($"{at}:RaceMails", otherwise: true),
            Sources = new AthleteSources
            {
                Strava = reader.Flag($"{at}:Sources:Strava", otherwise: false),
                Garmin = reader.Flag($"{at}:Sources:Garmin", otherwise: false),
                Inbox = reader.Folder($"{at}:Sources:Inbox"),
                RaceCalendars = reader.Texts($"{at}:Sources:RaceCalendars", secret: true),
                UntypedSport = reader.Text($"{at}:Sources:UntypedSport", sources.UntypedSport, takes: "a sport, like \"run\"")!,
            },
            GarminApiKey = reader.Text($"{at}:GarminApiKey", secret: true),
        };
        if (athlete.Sources.Garmin && athlete.GarminApiKey is null)
        {
            reader.Miss(
                $"{at}:GarminApiKey",
                "is missing and Sources:Garmin is on; make a key at connect.garmin.com/app/settings/personalApiToken, or turn Garmin off.");
        }

        if (athlete.Name.Length > 0 && !NamePattern().IsMatch(athlete.Name))
            reader.Complain($"{at}:Name", $"\"{athlete.Name}\": wants small letters a-z, digits and hyphens only.");
        if (!SportPattern().IsMatch(athlete.Sources.UntypedSport)) reader.Complain($"{at}:Sources:UntypedSport", "wants a sport in small letters, like \"run\" or \"trail-run\".");
        if (athlete is { MaxHeartRate: { } max, RestingHeartRate: { } resting } && resting >= max)
            reader.Complain($"{at}:RestingHeartRate", "is not below MaxHeartRate.");
        return athlete;
    }

    private static TimeZoneInfo Zone(SettingsReader reader, string key)
    {
        var text = reader.Text(key, required: true, takes: "an IANA time zone, like \"Europe/Berlin\"");
        if (text is null) return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.HasIanaId) return zone;
        var nearest = NearestWord.Of(text, TimeZoneInfo.GetSystemTimeZones().Where(known => known.HasIanaId).Select(known => known.Id));
        reader.Complain(key, $"\"{text}\" is no IANA time zone{(nearest is null ? "; it looks like \"Europe/Berlin\"." : $"; did you mean \"{nearest}\"?")}");
        return TimeZoneInfo.Utc;
    }

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex SportPattern();
}
