using System.Globalization;
using ActivitySync.Recovery;

namespace ActivitySync.Configuration;

/// <summary>
/// A setting of an athlete that the athlete may change too. Its value as text is written and checked like in the
/// settings file; of a list, each line is an element.
/// </summary>
/// <remarks>The parser of the settings file uses this class, so values are checked in one place.</remarks>
internal sealed class Preference
{
    /// <summary>In characters, of a value that is not a list and of each element of a list.</summary>
    private const int MaxLength = 200;

    private const int MaxElements = 20;

    private static readonly Dictionary<string, UnitSystem> Units = new()
    {
        ["metric"] = UnitSystem.Metric,
        ["imperial"] = UnitSystem.Imperial,
    };

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

    private static readonly Dictionary<string, DayOfWeek> Days = Enum.GetValues<DayOfWeek>()
        .ToDictionary(day => day.ToString());

    private static readonly Dictionary<string, QuietWeeks> QuietWeekChoices = new()
    {
        ["short"] = QuietWeeks.Short,
        ["skip"] = QuietWeeks.Skip,
    };

    private readonly Func<SettingsReader, string, AthleteSettings, AthleteSettings> _read;
    private readonly Func<AthleteSettings, string> _format;

    private Preference(
        string key,
        IEnumerable<string> choices,
        Func<SettingsReader, string, AthleteSettings, AthleteSettings> read,
        Func<AthleteSettings, string> format
    )
    {
        Key = key;
        Choices = [.. choices];
        _read = read;
        _format = format;
    }

    /// <summary>All preferences, in the order of the settings file.</summary>
    public static IReadOnlyList<Preference> All { get; } =
    [
        CreateChoice(
            "Language",
            AthleteSettingsParser.Languages,
            athlete => athlete.Language,
            (athlete, value) => athlete with { Language = value }
        ),
        CreateChoice("Units", Units, athlete => athlete.Units, (athlete, value) => athlete with { Units = value }),
        CreateChoice("Budget", Budgets, athlete => athlete.Budget, (athlete, value) => athlete with { Budget = value }),
        CreateChoice("Rhythm", Rhythms, athlete => athlete.Rhythm, (athlete, value) => athlete with { Rhythm = value }),
        CreateFlag(
            "EarlyGentle",
            athlete => athlete.EarlyGentle,
            (athlete, value) => athlete with { EarlyGentle = value }
        ),
        new Preference(
            "Conditions",
            [],
            (reader, path, athlete) => athlete with { Conditions = reader.GetTexts(path) },
            athlete => string.Join('\n', athlete.Conditions)
        )
        {
            IsList = true,
        },
        CreateChoice(
            "Digest:Day",
            Days,
            athlete => athlete.Digest.Day,
            (athlete, value) => athlete with { Digest = athlete.Digest with { Day = value } }
        ),
        new Preference(
            "Digest:Time",
            [],
            (reader, path, athlete) =>
                athlete with
                {
                    Digest = athlete.Digest with { Time = reader.GetTimeOfDay(path, athlete.Digest.Time) },
                },
            athlete => athlete.Digest.Time.ToString("HH:mm", CultureInfo.InvariantCulture)
        ),
        CreateChoice(
            "Digest:QuietWeeks",
            QuietWeekChoices,
            athlete => athlete.Digest.QuietWeeks,
            (athlete, value) => athlete with { Digest = athlete.Digest with { QuietWeeks = value } }
        ),
        CreateFlag("RaceMails", athlete => athlete.RaceMails, (athlete, value) => athlete with { RaceMails = value }),
    ];

    /// <summary>The key below <c>Athletes[]</c>: <c>Digest:Day</c>.</summary>
    public string Key { get; }

    /// <summary>The values that are allowed, as text; empty if they can't be listed.</summary>
    public IReadOnlyList<string> Choices { get; }

    /// <summary>Whether the value is a list of texts.</summary>
    public bool IsList { get; private init; }

    /// <summary>Finds a preference by its key without regard to case; null if there is none.</summary>
    public static Preference? Find(string key) =>
        All.FirstOrDefault(preference => preference.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Formats an athlete's value.</summary>
    public string Format(AthleteSettings athlete) => _format(athlete);

    /// <summary>Reads the value from the settings, and where it comes from. A missing or invalid value leaves the
    /// athlete's as it is; the reader has the errors.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="prefix">What the athlete's keys begin with: <c>Athletes:0:</c>, or nothing.</param>
    /// <param name="athlete">The athlete so far.</param>
    public AthleteSettings Read(SettingsReader reader, string prefix, AthleteSettings athlete)
    {
        var path = prefix + Key;
        return WithOrigin(_read(reader, path, athlete), reader.GetOrigin(path));
    }

    /// <summary>Replaces an athlete's value by one from the page.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="text">The value as text.</param>
    /// <param name="error">What is wrong with the text, in one line; null if it is valid. It never contains an element
    /// of a list, which may be health data.</param>
    /// <returns>The changed athlete; null if the text is invalid.</returns>
    public AthleteSettings? TryApply(AthleteSettings athlete, string text, out string? error)
    {
        error = FindSizeError(text);
        if (error is not null)
        {
            return null;
        }

        var errors = new List<SettingError>();
        var values = IsList
            ? SplitLines(text).Select((line, index) => CreateValue($"{Key}:{index}", line))
            : [CreateValue(Key, text)];
        var applied = _read(new SettingsReader(values, errors), Key, athlete);
        if (errors.Count > 0)
        {
            error = TerminalText.Sanitize($"{Key}: {errors[0].Message}");
            return null;
        }

        return WithOrigin(applied, SettingOrigin.Page);
    }

    /// <summary>Splits the text of a list into its elements, without blank ones.</summary>
    public static string[] SplitLines(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static SettingValue CreateValue(string key, string text) =>
        new(key, text, System.Text.Json.JsonValueKind.Undefined, SettingOrigin.Page.Text);

    private string? FindSizeError(string text)
    {
        if (text.Length > MaxLength * (IsList ? MaxElements : 1))
        {
            return $"{Key}: is too long. Use fewer characters.";
        }

        var elements = IsList ? SplitLines(text) : [text];
        return elements.Length > MaxElements ? $"{Key}: has more than {MaxElements} elements. Use fewer."
            : elements.Any(element => element.Length > MaxLength)
                ? $"{Key}: has an element of more than {MaxLength} characters. Use fewer characters."
            : null;
    }

    private AthleteSettings WithOrigin(AthleteSettings athlete, SettingOrigin origin) =>
        athlete with
        {
            PreferenceOrigins = new Dictionary<string, SettingOrigin>(athlete.PreferenceOrigins) { [Key] = origin },
        };

    private static Preference CreateChoice<T>(
        string key,
        IReadOnlyDictionary<string, T> choices,
        Func<AthleteSettings, T> get,
        Func<AthleteSettings, T, AthleteSettings> set
    ) =>
        new(
            key,
            choices.Keys,
            (reader, path, athlete) => set(athlete, reader.GetChoice(path, get(athlete), choices)),
            athlete => choices.First(pair => Equals(pair.Value, get(athlete))).Key
        );

    private static Preference CreateFlag(
        string key,
        Func<AthleteSettings, bool> get,
        Func<AthleteSettings, bool, AthleteSettings> set
    ) =>
        new(
            key,
            ["true", "false"],
            (reader, path, athlete) => set(athlete, reader.GetFlag(path, get(athlete))),
            athlete => get(athlete) ? "true" : "false"
        );
}

/// <summary>What keeps an athlete from changing a preference.</summary>
internal enum PreferenceLock
{
    None,

    /// <summary>The value comes from the environment, which has priority over the page.</summary>
    Environment,

    /// <summary>The key is in <c>Page:Locked</c>.</summary>
    Operator,
}
