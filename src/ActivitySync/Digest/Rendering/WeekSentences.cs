using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>The block "Your week": what was detected, with what certainty, and questions to the athlete.</summary>
internal static class WeekSentences
{
    /// <summary>A long run of the week before is this many days older.</summary>
    private const int MinDaysToLastWeek = 4;
    private const int MaxDaysToLastWeek = 10;

    /// <summary>A smaller difference is none.</summary>
    private const int MinDifferenceMinutes = 5;

    /// <summary>Sessions that are listed in any case.</summary>
    private const int MinEntries = 2;

    public static PageBlock CreateBlock(DigestContent content, Language language)
    {
        var listed = content.Omits(DigestShortening.ThirdSession) ? content.Week.Take(MinEntries) : content.Week;
        List<WeekEntry> entries = [.. listed];
        var items = entries.Select(entry => DescribeEntry(entry, content, language)).ToList();
        List<WeekEntry> others = [.. content.Sessions.Except(entries)];
        if (others.Count > 0)
        {
            items.Add(language.Week.Others(Count(others), language.Duration(others.Sum(entry => entry.TotalMinutes))));
        }

        if (items.Count == 0 && content.KnownUntil is null)
        {
            items.Add(language.Week.Nothing);
        }

        var heading =
            content.Sessions.Count == 0
                ? language.Week.Heading("")
                : language.Week.Heading(
                    $"{language.Week.Count(Count(content.Sessions))}, {language.Duration(content.WeekMinutes)}"
                );
        return new PageBlock(heading, [], items, [.. CreateNotes(content, language)], ShowsPicture: true)
        {
            Link = CreatePageLink(content, language),
            ItemLinks =
            [
                .. entries.Select(entry => content.Links.GetValueOrDefault(entry.Lead.Activity.Id)?.Address ?? ""),
            ],
        };
    }

    /// <summary>
    /// Creates the block of a quiet week: its long runs and races, and questions. The first lines sum it up.
    /// </summary>
    public static PageBlock CreateQuietBlock(DigestContent content, Language language)
    {
        var answers = new AnswerSentences(content, language);
        List<WeekEntry> listed =
        [
            .. content.Week.Where(entry =>
                entry.Lead.Labels.Any(label => label is Label.Race or Label.LongRun or Label.LongLoad)
            ),
        ];
        string[] items = [.. listed.Select(entry => DescribeEntry(entry, content, language))];
        string[] notes =
        [
            .. content is { IsEmpty: true, IsLastBeforePause: true }
                ? [language.Decisions.PausesNext]
                : Array.Empty<string>(),
            .. DescribeFreshness(content, language),
            .. answers.AskHashtags(),
            .. CreateQuestions(content, language),
        ];
        var heading = items.Length > 0 ? language.Week.Heading("") : "";
        return new PageBlock(heading, [], items, notes, ShowsPicture: content.ChartDays is not null)
        {
            Link = CreatePageLink(content, language),
            ItemLinks =
            [
                .. listed.Select(entry => content.Links.GetValueOrDefault(entry.Lead.Activity.Id)?.Address ?? ""),
            ],
        };
    }

    /// <summary>Counts runs and other sessions.</summary>
    public static SessionCount Count(IReadOnlyList<WeekEntry> sessions)
    {
        var runs = sessions.Count(entry => entry.Lead.IsRun);
        return new SessionCount(
            runs,
            sessions.Count - runs,
            sessions.All(entry => entry.Lead.IsRun || entry.Lead.IsRide)
        );
    }

    private static string DescribeEntry(WeekEntry entry, DigestContent content, Language language)
    {
        var activity = entry.Lead;
        var day = language.ShortDate(entry.Date);
        var time = language.Duration(entry.Minutes);
        var name = UntrustedText.Sanitize(activity.Activity.Name);
        if (activity.Facts.IsStoppedEarly)
        {
            return language.Week.Entry(day, [language.Week.StoppedEarly(name, time)]);
        }

        var label = activity.Labels[0];
        var isGuess = DigestContent.IsGuess(activity);
        var isRace = label == Label.Race && !isGuess;
        var hasDetails = !content.Omits(DigestShortening.Rest);
        string[] parts =
        [
            isGuess ? language.Week.LooksLike(label, activity.IsOnFoot)
            : isRace && name.Length > 0 ? name
            : language.Week.What(label, activity.IsOnFoot),
            isRace ? language.RaceTime(DecisionSentences.GetRaceTime(activity)) : time,
            label is Label.Race or Label.LongRun && hasDetails
                ? Sentences.FormatDistance(ExplanationReasons.GetPlausibleMeters(activity), content.Units, language)
                : "",
            label == Label.LongRun && hasDetails ? CompareWithLastWeek(entry, content, language) : "",
            entry.AroundMinutes > 0 // the times of the lines add up to that of the heading
                ? language.Week.WithAround(language.Duration(entry.AroundMinutes), isRace)
                : "",
        ];
        return language.Week.Entry(day, parts.Where(part => part.Length > 0));
    }

    /// <summary>Compares a long run with that of the week before; empty if there was none.</summary>
    private static string CompareWithLastWeek(WeekEntry entry, DigestContent content, Language language)
    {
        var before = content
            .Plan.Activities.Where(activity =>
                activity.DuplicateOf is null
                && activity.Labels.Contains(Label.LongRun)
                && entry.Date.DayNumber - DateOnly.FromDateTime(activity.Activity.Start.DateTime).DayNumber
                    is >= MinDaysToLastWeek
                        and <= MaxDaysToLastWeek
            )
            .MaxBy(activity => activity.Facts.Minutes);
        if (before is null)
        {
            return "";
        }

        var difference = entry.Minutes - Sentences.RoundMinutes(before);
        return language.Week.ComparedWithLastWeek(Math.Abs(difference) < MinDifferenceMinutes ? 0 : difference);
    }

    private static IEnumerable<string> CreateNotes(DigestContent content, Language language)
    {
        if (content.MinutesAboveUsual is { } above && !content.Omits(DigestShortening.UsualWeek))
        {
            yield return language.Week.ComparedWithUsualWeek(above);
        }

        if (content.HasNoRecentTraining)
        {
            yield return language.Decisions.NoRecentTraining;
        }
        else if (content.Plan.Reasons.Contains(ReasonCode.ColdStart))
        {
            yield return language.Week.ColdStart;
        }

        if (content.Tally is var (better, all) && !content.Omits(DigestShortening.Asides))
        {
            yield return language.Week.Tally(better, all);
        }

        foreach (var line in DescribeFreshness(content, language))
        {
            yield return line;
        }

        foreach (var question in new AnswerSentences(content, language).AskHashtags())
        {
            yield return question;
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

        // A quiet mail says it in its first lines.
        if (content.StaleSources.Count == 0 && content.Tone != DigestTone.Quiet)
        {
            yield return language.Week.KnownUntil(language.LongDate(day));
        }

        foreach (var (source, until) in content.StaleSources)
        {
            yield return language.Week.SourceKnownUntil(source.DisplayName, language.LongDate(until));
        }
    }

    /// <summary>Asks what the first question of the mail doesn't ask.</summary>
    private static IEnumerable<string> CreateQuestions(DigestContent content, Language language)
    {
        var answers = new AnswerSentences(content, language);
        var first = answers.FindFirstOpenQuestion();
        var limit = content.Omits(DigestShortening.SecondQuestion) ? 1 : content.Questions.Count;
        return content
            .Questions.Where(question => question != first)
            .Take(first is null ? limit : limit - 1)
            .Select(answers.Ask);
    }

    /// <summary>The link to the page, if the block asks something; null without a page.</summary>
    private static PageLink? CreatePageLink(DigestContent content, Language language) =>
        content.PageAddresses is { } addresses && CreateQuestions(content, language).Any()
            ? new PageLink(language.Answers.OnPage, addresses.Week)
            : null;
}
