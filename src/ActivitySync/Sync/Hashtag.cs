using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Sync;

/// <summary>One hashtag, or the form of several.</summary>
/// <param name="Tag">The tag without "#", lower case; capitals are a part that varies: <c>pain-AREA</c>.</param>
/// <param name="Purpose">What it does, for the reader of docs/hashtags.md.</param>
internal sealed record Hashtag(string Tag, string Purpose)
{
    /// <summary>Other ways to write it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public AthleteLabelKind? Label { get; init; }

    public Importance? Importance { get; init; }

    public MassageKind? Massage { get; init; }

    public MassageFeeling? Feeling { get; init; }

    public bool IsNoMail { get; init; }

    /// <summary>It is a form, read by <see cref="PainHashtagParser"/>.</summary>
    public bool IsPattern { get; init; }
}

/// <summary>The hashtags an athlete may put into a title, as data. docs/hashtags.md shows the same table.</summary>
internal static class HashtagVocabulary
{
    public const string Pain = "pain";
    public const string Gone = "gone";

    /// <summary>The severity of a pain without a number: the min that counts as a sore spot (rules.md 4).</summary>
    public const double DefaultSeverity = 3;

    public const int MaxSeverity = 10;

    /// <summary>Days without mails after a #nomail, its own among them: the next weekly mail, and one only.</summary>
    public const int NoMailDays = 7;

    public static IReadOnlyList<Hashtag> All { get; } =
    [
        new("race", "it was a race") { Label = AthleteLabelKind.Race },
        new("race-a", "a race, the goal of the season") { Label = AthleteLabelKind.Race, Importance = Importance.A },
        new("race-b", "a race") { Label = AthleteLabelKind.Race, Importance = Importance.B },
        new("race-c", "training with a bib number") { Label = AthleteLabelKind.Race, Importance = Importance.C },
        new("long", "it was a long run") { Aliases = ["long-run", "longrun"], Label = AthleteLabelKind.LongRun },
        new("hard", "it was a hard workout") { Label = AthleteLabelKind.Hard },
        new("easy", "it was nothing of these, whatever the numbers say") { Label = AthleteLabelKind.Easy },
        new("massage", "you had a massage that day, of another or no particular kind")
        {
            Aliases = ["massage-other"],
            Massage = MassageKind.Other,
        },
        new("massage-swedish", "… a Swedish one") { Massage = MassageKind.Swedish },
        new("massage-deep-tissue", "… deep tissue") { Aliases = ["massage-deep"], Massage = MassageKind.DeepTissue },
        new("massage-active-release", "… active release")
        {
            Aliases = ["massage-release"],
            Massage = MassageKind.ActiveRelease,
        },
        new("feel-better", "after your latest massage, at most 14 days before, you feel better than before")
        {
            Aliases = ["felt-better"],
            Feeling = MassageFeeling.Better,
        },
        new("feel-same", "… the same") { Aliases = ["felt-same"], Feeling = MassageFeeling.Same },
        new("feel-worse", "… worse") { Aliases = ["felt-worse"], Feeling = MassageFeeling.Worse },
        new("pain", "something hurts since that day: severity 3 of 10, no area named") { IsPattern = true },
        new("pain-4", "… with its severity, 1 to 10") { IsPattern = true },
        new("pain-calf", "… in one of the areas below, severity 3") { IsPattern = true },
        new(
            "pain-calf-l-4",
            "… with its side (`l`, `r`, `left`, `right`), its severity, or both; with a severity any words are an area"
        )
        {
            IsPattern = true,
        },
        new("pain-gone", "nothing hurts any more: ends every pain reported before")
        {
            Aliases = ["pain-0"],
            IsPattern = true,
        },
        new("pain-calf-gone", "ends the pains of that area; with a side, of that side alone")
        {
            Aliases = ["pain-calf-0"],
            IsPattern = true,
        },
        new("nomail", "no emails for seven days, that day included: the next weekly email stays away")
        {
            Aliases = ["no-mail"],
            IsNoMail = true,
        },
    ];

    /// <summary>Areas by what may be written; several words are joined by hyphens there.</summary>
    public static IReadOnlyDictionary<string, string> Areas { get; } =
        new (string Area, string[] Also)[]
        {
            ("foot", ["feet"]),
            ("heel", ["heels"]),
            ("arch", ["arches"]),
            ("plantar", []),
            ("toe", ["toes"]),
            ("ankle", ["ankles"]),
            ("achilles", []),
            ("calf", ["calves"]),
            ("shin", ["shins"]),
            ("knee", ["knees"]),
            ("quad", ["quads"]),
            ("thigh", ["thighs"]),
            ("hamstring", ["hamstrings", "hammy"]),
            ("groin", []),
            ("hip", ["hips"]),
            ("glute", ["glutes"]),
            ("buttock", ["buttocks"]),
            ("back", []),
            ("lower back", []),
            ("chest", []),
            ("shoulder", ["shoulders"]),
            ("neck", []),
        }
            .SelectMany(row =>
                row.Also.Append(row.Area).Select(written => (Written: written.Replace(' ', '-'), row.Area))
            )
            .ToDictionary(pair => pair.Written, pair => pair.Area, StringComparer.Ordinal);
}
