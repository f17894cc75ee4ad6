using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Web.Localization;
using ActivitySync.Web.Pages;

namespace ActivitySync.Commands.Terminal;

/// <summary>Says in English what an activity was taken for: "Easy run: 44 min, 8 km."</summary>
internal static class ActivityDescription
{
    private const double SecondsPerMinute = 60;

    private static readonly Language Language = English.Language;

    /// <summary>What is in the numbers already.</summary>
    private static readonly string[] NumberReasons =
    [
        FeatureNames.Minutes,
        ExplanationReasons.Distance,
        ExplanationReasons.UsualMinutes,
    ];

    /// <summary>Describes an activity with its numbers and the reasons of its labels.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="tagged">Its labels; null if the planner left it out.</param>
    /// <param name="units">For the distance.</param>
    public static string Describe(Activity activity, TaggedActivity? tagged, UnitSystem units)
    {
        var minutes = (int)Math.Round((activity.MovingSeconds ?? activity.ElapsedSeconds ?? 0) / SecondsPerMinute);
        if (tagged is null)
        {
            return $"{Capitalize(TerminalText.Sanitize(activity.Sport))}: {Language.Duration(minutes)}.";
        }

        if (tagged.DuplicateOf is { } lead)
        {
            return $"Another recording of {lead}: counted once.";
        }

        if (!ExplanationReasons.IsCounted(tagged))
        {
            return "Below 5 minutes: not counted.";
        }

        var numbers = ActivityText.FormatNumbers(minutes, tagged, units, Language);
        var reasons = tagged.Labels.Count == 0 && !tagged.Facts.HasRaceQuestion ? "" : JoinReasons(tagged, units);
        return $"{Capitalize(NameActivity(tagged))}: {numbers}{(reasons.Length > 0 ? $"; {reasons}" : "")}.";
    }

    /// <summary>The labels in words; without labels the kind of training.</summary>
    private static string NameActivity(TaggedActivity tagged)
    {
        var texts = EnglishPage.Texts.Activity;
        if (tagged.Labels.Count == 0)
        {
            return tagged.Facts.HasRaceQuestion ? texts.PerhapsRace
                : tagged.IsRun ? "easy run"
                : $"easy {NameSport(tagged)}";
        }

        var names = ActivityText.NameLabels(tagged, Language);
        return DigestContent.IsGuess(tagged) ? $"probably {names}" : names;
    }

    private static string NameSport(TaggedActivity tagged) =>
        tagged.IsRide ? "ride" : TerminalText.Sanitize(tagged.Activity.Sport.Replace('-', ' '));

    private static string JoinReasons(TaggedActivity tagged, UnitSystem units) =>
        string.Join(
            ", ",
            ActivityText.ListReasons(
                tagged,
                ExplanationReasons.Select(tagged).Except(NumberReasons),
                units,
                Language,
                EnglishPage.Texts.Activity
            )
        );

    private static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
