using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The first lines: what to do, when, one reason, and what to do the day after. At most
/// <see cref="MaxWords"/> words, starting with what to do.
/// </summary>
internal sealed record Decision(string Headline, string Lead)
{
    public const int MaxWords = 35;
}

/// <summary>Words the first lines of a digest, and the advice of a race mail.</summary>
internal static class DecisionSentences
{
    public static Decision Create(DigestContent content, Language language)
    {
        if (content.LeadingRaceMail is { } race)
        {
            return RaceSentences.CreateDecision(content, race, language);
        }

        return content.Tone switch
        {
            DigestTone.Medical => MedicalSentences.CreateDecision(content, language),
            DigestTone.Welcome => CreateWelcome(content, language),
            DigestTone.Quiet => CreateQuiet(content, language),
            _ => CreateAdvice(content, language),
        };
    }

    /// <summary>Words what the plan advises; a finished race is congratulated first.</summary>
    public static Decision CreateAdvice(DigestContent content, Language language)
    {
        var advice = DescribeAdvice(content, language);
        if (Congratulate(content, language) is not { Length: > 0 } first)
        {
            return advice;
        }

        string[] rest = content.Plan.Massage is null ? [language.Race.AfterLead] : [advice.Headline, advice.Lead];
        var stairs = content.FinishedRace
            is { Facts.IsStoppedEarly: false, RaceClass: RaceClass.Marathon or RaceClass.Ultra }
            ? language.Decisions.StairsAreHard
            : "";

        // What doesn't fit is said elsewhere: the easy day among the reasons, and the stairs nowhere.
        string[] leads =
        [
            Sentences.Join([stairs, .. rest]),
            Sentences.Join(stairs, rest[0]),
            Sentences.Join(rest),
            rest[0],
        ];
        return leads.FirstOrDefault(lead => Fits(first, lead)) is { } fitting ? new Decision(first, fitting) : advice;
    }

    /// <summary>Whether the first lines say what to do after the massage.</summary>
    public static bool SaysAftercare(Decision decision, Language language) =>
        decision.Lead.Contains(language.Decisions.Aftercare, StringComparison.Ordinal)
        || decision.Lead.Contains(language.Decisions.AftercareWithDrink, StringComparison.Ordinal);

    /// <summary>Describes a past event for a sentence.</summary>
    public static EventPhrase Describe(TaggedActivity activity, DigestContent content, Label? label = null)
    {
        var date = DateOnly.FromDateTime(activity.Activity.Start.DateTime);
        return new EventPhrase(
            label ?? activity.Labels[0],
            activity.IsOnFoot,
            date,
            content.IsRecent(date),
            DigestContent.IsGuess(activity),
            date == content.Today
        );
    }

    /// <summary>Says why a booked massage is on a bad day, after a colon.</summary>
    public static string ExplainBadDay(DateOnly date, DigestContent content, Language language)
    {
        var reasons = content.Plan.Calendar.FirstOrDefault(day => day.Date == date)?.Reasons ?? [];
        return ExplainBadDay(reasons.Count == 0 ? null : reasons[0], date, content, language);
    }

    /// <summary>Says why a day is bad by the code that blocks it, after a colon.</summary>
    public static string ExplainBadDay(ReasonCode? code, DateOnly date, DigestContent content, Language language) =>
        language.Decisions.BadDay(date, CountDays(content.Today, date), DescribeBadDay(code, date, content, language));

    private static string DescribeBadDay(ReasonCode? code, DateOnly date, DigestContent content, Language language)
    {
        var (facts, texts) = (content.Plan.Facts, language.Decisions);
        if (code is not { } known)
        {
            return texts.OtherBadDay;
        }

        if (
            (known == ReasonCode.RacePre || known == ReasonCode.RaceTooClose)
            && facts.NextRace is { } race
            && race.Date >= date
        )
        {
            return texts.TooCloseToRace(CountDays(date, race.Date), UntrustedText.Sanitize(race.Name));
        }

        return content.FindActivity(FindEventBefore(known, date, facts)) is { Labels.Count: > 0 } activity
            ? DescribeTooSoon(activity, date, content, language)
            : texts.BadDays.GetValueOrDefault(known, texts.OtherBadDay);
    }

    private static string DescribeTooSoon(
        TaggedActivity activity,
        DateOnly date,
        DigestContent content,
        Language language
    )
    {
        var what = Describe(activity, content);
        return language.Decisions.TooSoonAfter(CountDays(what.Date, date), language.Event(what));
    }

    /// <summary>Finds the event that blocks a day after it; null for a code without one.</summary>
    private static RecoveryEvent? FindEventBefore(ReasonCode code, DateOnly date, PlanFacts facts)
    {
        EventKind? kind =
            code == ReasonCode.VeryLong || code == ReasonCode.LongRun ? EventKind.LongRun
            : code == ReasonCode.LongLoad ? EventKind.LongLoad
            : code == ReasonCode.RacePost ? EventKind.Race
            : null;
        return facts.Events.Where(one => one.Kind == kind && one.Date <= date).MaxBy(one => one.Date);
    }

    private static string Congratulate(DigestContent content, Language language)
    {
        if (content.FinishedRace is not { } race || content.Plan.Medical is not null)
        {
            return "";
        }

        var name = content.Plan.Facts.LastRace is { } raced ? UntrustedText.Sanitize(content.GetRaceName(raced)) : "";
        return race.Facts.IsStoppedEarly ? language.Decisions.LongDayOut(name)
            : DigestContent.IsGuess(race) ? ""
            : language.Decisions.Congratulations(language.RaceTime(GetRaceTime(race)), name);
    }

    /// <summary>A race's time runs on while the athlete stands.</summary>
    internal static TimeSpan GetRaceTime(TaggedActivity race) =>
        TimeSpan.FromSeconds(
            Math.Round(
                race.Activity.ElapsedSeconds ?? race.Activity.MovingSeconds ?? race.Facts.Minutes * 60,
                MidpointRounding.AwayFromZero
            )
        );

    private static bool Fits(string headline, string lead) =>
        MailLengthLimit.CountWords(headline) + MailLengthLimit.CountWords(lead) <= Decision.MaxWords;

    private static Decision DescribeAdvice(DigestContent content, Language language)
    {
        var (plan, texts) = (content.Plan, language.Decisions);
        if (content.IsAboutPain)
        {
            return CreateSeeSomeone(content, language);
        }

        var moving = plan.Facts.SlotsToMove is [var slot, ..] ? slot : null;
        if (content.IsBooked && plan.Massage is { } kept)
        {
            return CreateWithAftercare(
                Sentences.Join(texts.Keep(kept.From), AskForLight(content, kept, language)),
                content,
                language
            );
        }

        if (plan.Massage is { } massage)
        {
            var days = language.Days(massage.From, massage.To);
            if (moving is not null)
            {
                var other = moving.Kind == massage.Kind ? "" : texts.AskForKind(massage.Kind);
                var reason = ExplainBadDay(moving.Date, content, language);
                var known = other.Length > 0 ? MassageKind.Other : moving.Kind;
                return CreateWithAftercare(texts.MoveTo(moving.Date, known, days, other, reason), content, language);
            }

            var kind = language.KindInSentence(massage.Kind);
            var why = ExplainDays(content, massage, language);
            return CreateWithAftercare(texts.Book(kind, days, why), content, language);
        }

        return moving is not null
            ? new Decision(
                texts.Move(moving.Date, ExplainBadDay(moving.Date, content, language)),
                GetNothingToBookLead(content, language)
            )
            : ExplainNoMassage(content, language);
    }

    /// <summary>What follows the massage is said among the reasons if the first lines are full.</summary>
    private static Decision CreateWithAftercare(string headline, DigestContent content, Language language)
    {
        var texts = language.Decisions;
        var saysDrink = content.ExplainsKind && !content.Omits(DigestShortening.Asides);
        string[] leads = saysDrink ? [texts.AftercareWithDrink, texts.Aftercare] : [texts.Aftercare];
        return new Decision(headline, leads.FirstOrDefault(lead => Fits(headline, lead)) ?? "");
    }

    private static string AskForLight(DigestContent content, MassageAdvice kept, Language language)
    {
        if (!content.Plan.Reasons.Contains(ReasonCode.SlotLight))
        {
            return "";
        }

        // The nearer event is the reason.
        var (facts, texts) = (content.Plan.Facts, language.Decisions);
        var before = new[] { facts.LastRace, facts.LastLongEvent }
            .Where(past => past is not null && past.Date < kept.From)
            .MaxBy(past => past!.Date);
        var daysBefore = before is null ? int.MaxValue : CountDays(before.Date, kept.From);
        var daysAfter =
            facts.NextRace is { } next && next.Date > kept.From ? CountDays(kept.From, next.Date) : int.MaxValue;
        var why =
            daysBefore < daysAfter && content.FindActivity(before) is { Labels.Count: > 0 } activity
                ? texts.EventSoonBefore(
                    daysBefore,
                    language.Event(Describe(activity, content, before == facts.LastRace ? Label.Race : null))
                )
            : daysAfter < int.MaxValue ? texts.RaceSoonAfter(daysAfter, UntrustedText.Sanitize(facts.NextRace!.Name))
            : "";
        return language.Decisions.AskForLight(why);
    }

    /// <summary>Says why these days, after a comma; empty if there is nothing to say in a few words.</summary>
    private static string ExplainDays(DigestContent content, MassageAdvice massage, Language language)
    {
        var (trigger, facts, texts) = (content.Trigger, content.Plan.Facts, language.Decisions);
        if (content.MainActivity is { Labels.Count: > 0 } activity)
        {
            var what = Describe(activity, content, trigger == ReasonCode.RacePost ? Label.Race : null);
            var (first, last) = (CountDays(what.Date, massage.From), CountDays(what.Date, massage.To));
            return first > 0 ? texts.After(first, last, language.Event(what)) : "";
        }

        if (trigger == ReasonCode.RacePost && facts.LastRace is { } raced)
        {
            var isRecent = content.IsRecent(raced.Date);
            return texts.After(
                CountDays(raced.Date, massage.From),
                CountDays(raced.Date, massage.To),
                language.Event(
                    new EventPhrase(
                        Label.Race,
                        IsOnFoot: false,
                        raced.Date,
                        isRecent,
                        IsGuess: false,
                        IsToday: raced.Date == content.Today
                    )
                )
            );
        }

        if (trigger == ReasonCode.RacePre && facts.NextRace is { } race)
        {
            var (first, last) = (CountDays(massage.From, race.Date), CountDays(massage.To, race.Date));
            return last > 0 ? texts.Before(first, last, UntrustedText.Sanitize(race.Name)) : "";
        }

        return trigger == ReasonCode.Maintenance && facts.LastMassage is { } before
                ? texts.SinceLast(CountDays(before, massage.From))
            : trigger == ReasonCode.HardBlock && massage.Kind == MassageKind.DeepTissue ? texts.AfterHardBlock
            : "";
    }

    /// <summary>Words why no massage is suggested.</summary>
    public static Decision ExplainNoMassage(DigestContent content, Language language)
    {
        var (reasons, facts, texts) = (content.Plan.Reasons, content.Plan.Facts, language.Decisions);
        if (reasons.Contains(ReasonCode.BudgetNone))
        {
            return new Decision(content.Plan.SelfMassage is null ? texts.BudgetNoneOnly : texts.BudgetNone, "");
        }

        if (reasons.Contains(ReasonCode.RaceTooClose) && facts.NextRace is { } race)
        {
            var days = CountDays(content.Today, race.Date);
            return new Decision(texts.RaceTooClose(UntrustedText.Sanitize(race.Name), days), texts.RaceTooCloseLead);
        }

        if (reasons.Contains(ReasonCode.BudgetSave))
        {
            return new Decision(content.Plan.SelfMassage is null ? texts.BudgetSaveOnly : texts.BudgetSave, "");
        }

        if (!reasons.Contains(ReasonCode.MinGap) || facts.LastMassage is not { } last)
        {
            return new Decision(texts.NoDay, GetNothingToBookLead(content, language));
        }

        var (day, next) = (language.LongDate(last), facts.NextDayAfterGap);

        // After a race the gap is shorter, so it comes first.
        return new Decision(
            facts.NextRace is { } ahead && next > ahead.Date
                ? texts.MinGapBeforeRace(day, UntrustedText.Sanitize(ahead.Name))
                : texts.MinGap(day, next is { } from ? language.LongDate(from) : ""),
            GetNothingToBookLead(content, language)
        );
    }

    /// <summary>Points at tonight's minutes; empty without a self-massage.</summary>
    private static string GetNothingToBookLead(DigestContent content, Language language) =>
        content.Plan.SelfMassage is null ? "" : language.Decisions.NothingToBookLead;

    private static Decision CreateSeeSomeone(DigestContent content, Language language)
    {
        if (content.ReportedPains is not [var pain, ..])
        {
            return new Decision(language.Decisions.SeeSomeone(""), "");
        }

        return new Decision(
            language.Decisions.SeeSomeone(UntrustedText.Sanitize(pain.Area)),
            language.Decisions.SeeSomeoneLead(
                Sentences.FormatPastDay(pain.Date, content, language),
                Sentences.FormatSeverity(pain, language)
            )
        );
    }

    private static Decision CreateWelcome(DigestContent content, Language language) =>
        new(
            language.Decisions.Welcome,
            language.Decisions.WelcomeLead(language.Weekday(content.WeekEnd), content.DigestTime)
        );

    private static Decision CreateQuiet(DigestContent content, Language language)
    {
        var texts = language.Decisions;
        if (content.HasNoRecentTraining)
        {
            return new Decision(texts.NoRecentTraining, texts.NoRecentTrainingLead);
        }

        if (content.KnownUntil is { } day)
        {
            return new Decision(texts.CheckWatch(language.LongDate(day)), "");
        }

        var (count, time) = (
            language.Week.CountInWords(WeekSentences.Count(content.Sessions)),
            language.Duration(content.WeekMinutes)
        );
        var headline =
            content.Sessions.Count == 0 ? texts.QuietNothing
            : content.IsQuietWeek ? texts.Quiet(count, time)
            : texts.GoodWeek(count, time);
        if (content.MissedLongRun is { } missed)
        {
            return new Decision(headline, language.Week.DaysHavePassed(language.Event(Describe(missed, content))));
        }

        var step = content.Plan.SelfMassage is { Steps: [var first, ..] }
            ? language.Tonight.StepInSentence(first.Area, first.Seconds)
            : "";
        var lead = texts.QuietLead(step);
        return new Decision(headline, Fits(headline, lead) ? lead : texts.QuietLead(""));
    }

    private static int CountDays(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
