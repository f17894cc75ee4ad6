using ActivitySync.Digest.Words;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest;

/// <summary>Your week: what was detected, how sure, and what only the runner knows.</summary>
internal static class WeekSentences
{
    /// <summary>Below this a label is said with "we think" (tagging.md 9).</summary>
    private const double Sure = 0.80;

    public static PageBlock Block(DigestContent content, Language language)
    {
        var items = content.Week.Select(entry => Entry(entry, content, language)).ToList();
        if (content.OtherCount > 0) items.Add(language.Week.Others(content.OtherCount, content.OtherMinutes, items.Count > 0));
        if (items.Count == 0 && content.KnownUntil is null) items.Add(language.Week.Nothing);
        return new PageBlock(language.HeadingWeek, [], items, [.. Notes(content, language)], ShowsPicture: true)
        {
            ItemLinks = [.. content.Week.Select(entry => content.StravaAddresses.GetValueOrDefault(entry.Lead.Activity.Id, ""))],
        };
    }

    /// <summary>The quiet week's lines under its title: five minutes, and the next race.</summary>
    public static PageBlock Quiet(DigestContent content, Language language)
    {
        var lines = new List<string>();
        if (content.Plan.SelfMassage is { Steps: [var first, ..] })
            lines.Add($"{language.HeadingTonight}: {TonightSentences.Step(first, language)}");
        if (content.RaceAhead is not null) lines.Add(AheadSentences.Race(content, language));
        string[] rest = content is { IsEmpty: true, RestsNext: true } ? [language.Week.RestsNext] : [];
        return new PageBlock("", [], [.. lines, .. Questions(content, language), .. Doubts(content, language)], [.. rest, .. Known(content, language), .. AheadSentences.CalendarAge(content, language)], ShowsPicture: true);
    }

    /// <summary>Hashtags that look like ours, each with the one it may have been meant to be.</summary>
    public static IEnumerable<string> Doubts(DigestContent content, Language language) =>
        content.Doubts.Take(content.Leaves(Cut.SecondQuestion) ? 1 : content.Doubts.Count).Select(doubt => language.Week.AskHashtag($"#{OutsideText.Tame(doubt.Written)}", $"#{doubt.Meant}"));

    private static string Entry(WeekEntry entry, DigestContent content, Language language)
    {
        var activity = entry.Lead;
        var date = language.ShortDate(entry.Date);
        if (activity.Facts.StoppedEarly) return language.Week.Stopped(date, entry.Minutes);
        var label = activity.Labels[0];

        // What is behind the answer is named and compared where the answer is explained.
        var isToldBelow = activity.Activity.Id == EventBehind(content)?.ActivityId;
        string[] details =
        [
            label == Label.Race && !isToldBelow ? OutsideText.Tame(activity.Activity.Name) : "",
            label is Label.Race or Label.LongRun ? Sentences.Distance(activity.Activity.DistanceMeters, content.Units, language) : "",
            (label is Label.LongRun or Label.LongLoad) && !isToldBelow ? Sentences.Compared(activity, language) : "",
            entry.AroundMinutes > 0 ? language.Week.WithAround(entry.AroundMinutes) : "",
        ];
        return language.Week.Entry(
            date,
            entry.Minutes,
            language.Week.What(label, activity.Activity.Sport is "walk" or "hike"),
            activity.Confidence < Sure,
            string.Join(", ", details.Where(detail => detail.Length > 0)));
    }

    private static RecoveryEvent? EventBehind(DigestContent content) => content.Trigger switch
    {
        ReasonCode.VeryLong or ReasonCode.LongRun or ReasonCode.LongLoad => content.Plan.Facts.LastLong,
        ReasonCode.RacePost => content.Plan.Facts.LastRace,
        _ => null,
    };

    private static IEnumerable<string> Notes(DigestContent content, Language language)
    {
        if (content.Plan.Reasons.Contains(ReasonCode.Spike)) yield return language.Week.Spike;
        if (content.HasNoRecentTraining) yield return content.Rested(language);
        else if (content.Plan.Reasons.Contains(ReasonCode.ColdStart)) yield return language.Week.ColdStart;
        foreach (var line in Known(content, language)) yield return line;
        foreach (var question in Questions(content, language)) yield return question;
    }

    private static IEnumerable<string> Known(DigestContent content, Language language)
    {
        if (content.KeyEndsOn is { } end) yield return language.Week.KeyEnds(language.LongDate(end));
        if (content.KnownUntil is not { } day) yield break;
        if (content.StaleSources.Count == 0) yield return language.Week.KnownUntil(language.LongDate(day));
        foreach (var (source, until) in content.StaleSources) yield return language.Week.SourceKnownUntil(source.ToString(), language.LongDate(until));
    }

    private static IEnumerable<string> Questions(DigestContent content, Language language) =>
        content.Questions.Take(content.Leaves(Cut.SecondQuestion) ? 1 : content.Questions.Count).Select(question => Question(question, language));

    private static string Question(OpenQuestion question, Language language)
    {
        if (question.Race is { } race) return language.Week.AskStarted(OutsideText.Tame(race.Name), language.LongDate(race.Date));
        var activity = question.Activity!;
        var date = language.LongDate(DateOnly.FromDateTime(activity.Activity.Start.DateTime));
        return Sentences.Join(
            language.Week.AskRace(date, Sentences.Minutes(activity), OutsideText.Tame(activity.Activity.Name)),
            question.TitleIsRead ? language.Week.AnswerByTitle : language.Week.AnswerByCommand(OutsideText.Tame(activity.Activity.Id)));
    }
}
