using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The block "Your week": what was detected, with what confidence, and questions to the athlete.</summary>
internal static class WeekSentences
{
    /// <summary>With a lower confidence the text says "we think" (tagging.md 9).</summary>
    private const double MinConfidence = 0.80;

    public static PageBlock CreateBlock(DigestContent content, Language language)
    {
        var items = content.Week.Select(entry => DescribeEntry(entry, content, language)).ToList();
        if (content.OtherCount > 0)
        {
            items.Add(language.Week.Others(content.OtherCount, content.OtherMinutes, items.Count > 0));
        }

        if (items.Count == 0 && content.KnownUntil is null)
        {
            items.Add(language.Week.Nothing);
        }

        return new PageBlock(language.HeadingWeek, [], items, [.. CreateNotes(content, language)], ShowsPicture: true)
        {
            ItemLinks =
            [
                .. content.Week.Select(entry => content.Links.GetValueOrDefault(entry.Lead.Activity.Id)?.Address ?? ""),
            ],
        };
    }

    /// <summary>Creates the lines of a quiet week: a self-massage and the next race.</summary>
    public static PageBlock CreateQuietBlock(DigestContent content, Language language)
    {
        var lines = new List<string>();
        if (content.Plan.SelfMassage is { Steps: [var first, ..] })
        {
            lines.Add($"{language.HeadingTonight}: {TonightSentences.DescribeStep(first, language)}");
        }

        if (content.RaceAhead is not null)
        {
            lines.Add(AheadSentences.DescribeRace(content, language));
        }

        string[] pauseLines = content is { IsEmpty: true, IsLastBeforePause: true } ? [language.Week.PausesNext] : [];
        return new PageBlock(
            "",
            [],
            [.. lines, .. CreateQuestions(content, language), .. AskHashtags(content, language)],
            [
                .. pauseLines,
                .. DescribeFreshness(content, language),
                .. AheadSentences.DescribeCalendarAge(content, language),
            ],
            ShowsPicture: true
        );
    }

    /// <summary>Asks about misspelled hashtags, each with a suggestion.</summary>
    public static IEnumerable<string> AskHashtags(DigestContent content, Language language) =>
        content
            .HashtagDoubts.Take(content.Omits(DigestShortening.SecondQuestion) ? 1 : content.HashtagDoubts.Count)
            .Select(doubt =>
                language.Week.AskHashtag($"#{UntrustedText.Sanitize(doubt.Written)}", $"#{doubt.Suggested}")
            );

    /// <summary>Says that there was no run recently, or that nothing is stored at all.</summary>
    public static string DescribeMissingTraining(DigestContent content, Language language) =>
        content.Timeline.Activities.Count == 0 ? language.Week.NothingStored : language.Week.NoRecentTraining;

    private static string DescribeEntry(WeekEntry entry, DigestContent content, Language language)
    {
        var activity = entry.Lead;
        var date = language.ShortDate(entry.Date);
        if (activity.Facts.IsStoppedEarly)
        {
            return language.Week.StoppedEarly(date, entry.Minutes);
        }

        var label = activity.Labels[0];

        // The activity that is the reason for the advice is named and compared in the explanation instead.
        var isExplainedBelow = activity.Activity.Id == FindMainEvent(content)?.ActivityId;
        string[] details =
        [
            label == Label.Race && !isExplainedBelow ? UntrustedText.Sanitize(activity.Activity.Name) : "",
            label is Label.Race or Label.LongRun
                ? Sentences.FormatDistance(activity.Activity.DistanceMeters, content.Units, language)
                : "",
            (label is Label.LongRun or Label.LongLoad) && !isExplainedBelow
                ? Sentences.CompareWithUsual(activity, language)
                : "",
            entry.AroundMinutes > 0 ? language.Week.WithAround(entry.AroundMinutes) : "",
        ];
        return language.Week.Entry(
            date,
            entry.Minutes,
            language.Week.What(label, activity.Activity.Sport is "walk" or "hike"),
            activity.Confidence < MinConfidence,
            string.Join(", ", details.Where(detail => detail.Length > 0))
        );
    }

    private static RecoveryEvent? FindMainEvent(DigestContent content) =>
        content.IsAboutLongEvent ? content.Plan.Facts.LastLongEvent
        : content.Trigger == ReasonCode.RacePost ? content.Plan.Facts.LastRace
        : null;

    private static IEnumerable<string> CreateNotes(DigestContent content, Language language)
    {
        if (content.Plan.Reasons.Contains(ReasonCode.Spike))
        {
            yield return language.Week.Spike;
        }

        if (content.HasNoRecentTraining)
        {
            yield return DescribeMissingTraining(content, language);
        }
        else if (content.Plan.Reasons.Contains(ReasonCode.ColdStart))
        {
            yield return language.Week.ColdStart;
        }

        foreach (var line in DescribeFreshness(content, language))
        {
            yield return line;
        }

        foreach (var question in CreateQuestions(content, language))
        {
            yield return question;
        }
    }

    private static IEnumerable<string> DescribeFreshness(DigestContent content, Language language)
    {
        foreach (var (source, endsOn) in content.ExpiringKeys)
        {
            yield return language.Week.KeyEnds(source.DisplayName, language.LongDate(endsOn));
        }

        if (content.KnownUntil is not { } day)
        {
            yield break;
        }

        if (content.StaleSources.Count == 0)
        {
            yield return language.Week.KnownUntil(language.LongDate(day));
        }

        foreach (var (source, until) in content.StaleSources)
        {
            yield return language.Week.SourceKnownUntil(source.ToString(), language.LongDate(until));
        }
    }

    private static IEnumerable<string> CreateQuestions(DigestContent content, Language language) =>
        content
            .Questions.Take(content.Omits(DigestShortening.SecondQuestion) ? 1 : content.Questions.Count)
            .Select(question => FormatQuestion(question, language));

    private static string FormatQuestion(OpenQuestion question, Language language)
    {
        if (question.Race is { } race)
        {
            return language.Week.AskStarted(UntrustedText.Sanitize(race.Name), language.LongDate(race.Date));
        }

        var activity = question.Activity!;
        var date = language.LongDate(DateOnly.FromDateTime(activity.Activity.Start.DateTime));
        return Sentences.Join(
            language.Week.AskRace(
                date,
                Sentences.RoundMinutes(activity),
                UntrustedText.Sanitize(activity.Activity.Name)
            ),
            question.IsTitleRead
                ? language.Week.AnswerByTitle
                : language.Week.AnswerByCommand(UntrustedText.Sanitize(activity.Activity.Id))
        );
    }
}
