using System.Collections.Frozen;
using System.Text;

namespace ActivitySync.FileFormats;

/// <summary>Maps the sport names of services, files and commands to those of tagging.md 1.</summary>
/// <remarks>
/// Sources: the activity types of Garmin's Health API (appendix A) and the type keys of Garmin Connect,
/// <c>sport_type</c> of Strava's API reference, the activity types of the intervals.icu API, and the numbers that
/// Strava writes into GPX files. FIT files have numbers: <see cref="Fit.FitSports"/>.
/// </remarks>
internal static class SportNames
{
    public const string Other = "other";

    private const string Run = "run";
    private const string TrailRun = "trail-run";
    private const string Treadmill = "treadmill";
    private const string VirtualRun = "virtual-run";
    private const string TrackRun = "track-run";
    private const string Multisport = "multisport";
    private const string Transition = "transition";

    private const int MaxLength = 40;

    /// <summary>Garmin's suffixes of renamed types: winter sports, and the second version of a type.</summary>
    private static readonly string[] VersionSuffixes = ["-ws", "-v2"];

    /// <summary>Words by the name they mean, separated by spaces; each name also means itself.</summary>
    private static readonly (string Name, string Words)[] Table =
    [
        // Every run of the lists; their names with "run" in a new type are found by InferRun.
        (Run, "running jogging street-running street-run road-running road-run outdoor-running outdoor-run"),
        (Run, "ultra-run ultra-running ultrarunning obstacle-run obstacle-running wheelchair-push-run 9"),
        (TrailRun, "trail-running"),
        (TrackRun, "track-running"),
        (Treadmill, "treadmill-running treadmill-run indoor-running indoor-run"),
        (VirtualRun, "virtual-running 53"),
        ("walk", "walking casual-walking speed-walking indoor-walking 10"),
        ("hike", "hiking 4"),
        ("ride", "biking cycling bike road-biking road-cycling indoor-cycling track-cycling track-ride"),
        ("ride", "recumbent-cycling cyclocross bmx 1"),
        ("virtual-ride", "virtual-cycling 17"),
        ("gravel-ride", "gravel-cycling"),
        ("mountain-bike-ride", "mountain-biking downhill-biking enduro-mtb"),
        ("e-bike-ride", "e-biking e-bike-fitness 18"),
        ("e-mountain-bike-ride", "e-bike-mountain e-enduro-mtb"),
        ("swim", "swimming lap-swimming open-water-swimming open-water-swim pool-swim 16"),
        (Multisport, "multi-sport brick swim-run swimrun adventure-race"),
        ("triathlon", ""),
        ("duathlon", ""),
        (Transition, "bike-to-run-transition run-to-bike-transition swim-to-bike-transition"),
        ("alpine-skiing", "2"),
        ("cross-country-skiing", "7"),
        ("snowshoeing", "13"),
        ("rowing", "23"),
    ];

    /// <summary>Other types of the lists, which keep their names.</summary>
    private const string KnownTypes =
        // services
        "alpine-ski backcountry-ski badminton basketball canoeing cricket crossfit dance elliptical golf handcycle "
        + "high-intensity-interval-training hockey ice-skate inline-skate kayaking kitesurf nordic-ski padel "
        + "physical-therapy pickleball pilates racquetball rock-climbing roller-ski rugby sail skateboard snowboard "
        + "snowshoe soccer squash stair-stepper stand-up-paddling surfing table-tennis tennis velomobile "
        + "virtual-row virtual-ski volleyball water-sport weight-training wheelchair windsurf workout yoga "
        // devices
        + "american-football apnea-diving apnea-hunting archery auto-racing backcountry-skiing "
        + "backcountry-skiing-snowboarding backcountry-snowboarding baseball boating bouldering boxing breathwork "
        + "cross-country-classic-skiing cross-country-skiing-skating disc-golf diving driving e-sport fishing "
        + "fitness-equipment floor-climbing flying gaming grinding hang-gliding hiit horseback-riding hunting "
        + "ice-hockey ice-skating indoor-cardio indoor-climbing indoor-rowing inline-skating jump-rope kitesurfing "
        + "kiteboarding lacrosse meditation mixed-martial-arts mobility motorcycling mountaineering field-hockey "
        + "offshore-grinding onshore-grinding paddelball paddling para-sports platform-tennis racket-sports "
        + "resort-skiing resort-skiing-snowboarding rucking rafting sailing shooting skate-skiing skating skiing "
        + "sky-diving snorkeling snow-shoe snowboarding snowmobiling softball stair-climbing "
        + "stand-up-paddleboarding stop-watch strength-training tactical team-sports training ultimate-disc "
        + "wakeboarding wakesurfing water-skiing water-sports waterskiing water-tubing wheelchair-push-walk "
        + "whitewater-rafting windsurfing winter-sports cardio-training generic other uncategorized";

    private static readonly FrozenDictionary<string, string> NamesByWord = CreateIndex();

    /// <summary>
    /// The name for a word such as <c>Running</c>, <c>trail_running</c> or <c>TrailRun</c>; null if the word is empty.
    /// An unknown word is returned in kebab-case.
    /// </summary>
    public static string? Normalize(string? text)
    {
        var kebab = ToKebabCase(text ?? "");
        return kebab.Length == 0 ? null : FindKnown(kebab) ?? InferRun(kebab) ?? (IsNumber(kebab) ? Other : kebab);
    }

    /// <summary>Like <see cref="Normalize"/>, but null for an unknown word.</summary>
    public static string? Find(string? text) => FindKnown(ToKebabCase(text ?? ""));

    /// <summary>Whether a name of <see cref="Normalize"/> is in the table, so that its family is certain.</summary>
    public static bool IsKnown(string name) => NamesByWord.ContainsKey(name);

    private static FrozenDictionary<string, string> CreateIndex()
    {
        var names = KnownTypes.Split(' ').ToDictionary(word => word, word => word, StringComparer.Ordinal);
        foreach (var (name, words) in Table)
        {
            names[name] = name;
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                names[word] = name;
            }
        }

        names["generic"] = names["uncategorized"] = Other;
        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string? FindKnown(string kebab) =>
        NamesByWord.GetValueOrDefault(kebab) ?? NamesByWord.GetValueOrDefault(RemoveVersion(kebab));

    private static string RemoveVersion(string kebab) =>
        Array.Find(VersionSuffixes, suffix => kebab.EndsWith(suffix, StringComparison.Ordinal)) is { } suffix
            ? kebab[..^suffix.Length]
            : kebab;

    /// <summary>A run for a new type that ends in "run" or "running"; null for any other.</summary>
    private static string? InferRun(string kebab)
    {
        var words = RemoveVersion(kebab).Split('-');
        if (words[^1] is not (Run or "running") || words.Contains("swim"))
        {
            return null;
        }

        return words.Contains("trail") ? TrailRun
            : words.Contains("treadmill") || words.Contains("indoor") ? Treadmill
            : words.Contains("virtual") ? VirtualRun
            : words.Contains("track") ? TrackRun
            : Run;
    }

    private static bool IsNumber(string kebab) => kebab.All(char.IsAsciiDigit);

    /// <summary>
    /// Lower-case words with hyphens. A new word starts at an upper-case letter after a lower-case one or before one
    /// (<c>EBikeRide</c>), and after whatever is not a letter or digit.
    /// </summary>
    private static string ToKebabCase(string text)
    {
        var kebab = new StringBuilder();
        for (var i = 0; i < text.Length && kebab.Length < MaxLength; i++)
        {
            var isWord = char.IsAsciiLetterOrDigit(text[i]);
            if ((!isWord || StartsWord(text, i)) && kebab.Length > 0 && kebab[^1] != '-')
            {
                kebab.Append('-');
            }

            if (isWord)
            {
                kebab.Append(char.ToLowerInvariant(text[i]));
            }
        }

        return kebab.ToString().Trim('-');
    }

    private static bool StartsWord(string text, int at) =>
        at > 0
        && char.IsAsciiLetterUpper(text[at])
        && (
            char.IsAsciiLetterLower(text[at - 1])
            || (char.IsAsciiLetterUpper(text[at - 1]) && at + 1 < text.Length && char.IsAsciiLetterLower(text[at + 1]))
        );
}
