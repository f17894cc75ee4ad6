using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Web.Localization;

namespace ActivitySync.Web.Pages;

/// <summary>Says what an activity was taken for, how sure that is, and why (tagging.md 9).</summary>
internal static class ActivityText
{
    /// <summary>Time and distance.</summary>
    public static string FormatNumbers(SeasonRun run, UnitSystem units, Language language) =>
        FormatNumbers(run.Minutes, run.Tagged, units, language);

    /// <summary>Time and distance; the time alone if the distance is unknown.</summary>
    public static string FormatNumbers(int minutes, TaggedActivity? tagged, UnitSystem units, Language language)
    {
        var distance = Sentences.FormatDistance(
            tagged is null ? null : ExplanationReasons.GetPlausibleMeters(tagged),
            units,
            language
        );
        return distance.Length > 0 ? $"{language.Duration(minutes)}, {distance}" : language.Duration(minutes);
    }

    /// <summary>The labels in words: "race, hard session". There is at least one.</summary>
    public static string NameLabels(TaggedActivity tagged, Language language) =>
        string.Join(", ", tagged.Labels.Select(label => language.Week.What(label, tagged.IsOnFoot)));

    /// <summary>"Taken for: long run (sure)."</summary>
    public static string DescribeLabels(TaggedActivity tagged, Language language, ActivityPageTexts texts)
    {
        var what =
            tagged.Labels.Count > 0 ? NameLabels(tagged, language)
            : tagged.Facts.HasRaceQuestion ? texts.PerhapsRace
            : tagged.IsRun ? texts.OrdinaryRun
            : texts.OrdinaryTraining;
        return tagged.Facts.IsLabeledByAthlete ? texts.TakenFor(what, texts.YouSaid)
            : tagged.Labels.Count == 0 ? texts.TakenFor(what, "")
            : texts.TakenFor(what, DigestContent.IsGuess(tagged) ? texts.Guess : texts.Sure);
    }

    /// <summary>"Because: 3 h 20 moving, your longest in a month."</summary>
    public static string DescribeReasons(
        TaggedActivity tagged,
        UnitSystem units,
        Language language,
        ActivityPageTexts texts
    ) =>
        texts.Because(
            string.Join(", ", ListReasons(tagged, ExplanationReasons.Select(tagged), units, language, texts))
        );

    /// <summary>Formats reasons of an activity, each text once.</summary>
    public static IEnumerable<string> ListReasons(
        TaggedActivity tagged,
        IEnumerable<string> reasons,
        UnitSystem units,
        Language language,
        ActivityPageTexts texts
    )
    {
        var facts = new ReasonFacts
        {
            Time = language.Duration(Sentences.RoundMinutes(tagged)),
            Distance = Sentences.FormatDistance(ExplanationReasons.GetPlausibleMeters(tagged), units, language),
            HeartRate = Sentences.FormatNumber(Math.Round(tagged.Activity.AverageHeartRate ?? 0), language),
            Exertion = Sentences.FormatNumber(tagged.Activity.PerceivedExertion ?? 0, language),
            UsualTime = language.Duration((int)Math.Round(tagged.Facts.UsualMinutes ?? 0)),
            TimesUsual = FormatRatio(tagged.Facts.Minutes, tagged.Facts.UsualMinutes, 1, language),
            PercentOfWeek = FormatRatio(tagged.Facts.Minutes, tagged.Facts.UsualWeekMinutes, 100, language),
            Weekday = language.Weekday(DateOnly.FromDateTime(tagged.Activity.Start.DateTime)),
        };
        return reasons.Select(reason => texts.Reason(reason, facts)).Distinct();
    }

    private static string FormatRatio(double value, double? whole, double factor, Language language) =>
        whole is > 0
            ? Sentences.FormatNumber(
                Math.Round(factor * value / whole.Value, factor > 1 ? 0 : 1, MidpointRounding.AwayFromZero),
                language
            )
            : "";
}
