using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Rendering;

/// <summary>The first screen: what, when and one reason. At most forty words.</summary>
internal static class DecisionSentences
{
    public static string CreateDecision(DigestContent content, Language language) =>
        content is { IsRaceMail: true, RaceMail: { } race }
            ? RaceSentences.CreateDecision(content, race, language)
            : DescribeAdvice(content, language);

    /// <summary>Describes what the plan advises, in any kind of mail.</summary>
    public static string DescribeAdvice(DigestContent content, Language language) =>
        content switch
        {
            { Plan.Medical: { } medical } => language.Medical.Action(medical.Level),
            { Plan.Massage: { } massage } => language.Decision(massage.Kind, massage.From, massage.To),
            { Tone: DigestTone.Full, Plan.SelfMassage: not null } or { IsRaceMail: true, Plan.SelfMassage: not null } =>
                language.DecisionTonight(content.Today),
            _ => language.Week.QuietTitle,
        };

    public static string CreateLead(DigestContent content, Language language)
    {
        if (content is { IsRaceMail: true, RaceMail: { } race })
        {
            return RaceSentences.CreateLead(content, race, language);
        }

        if (content.Plan.Medical is { } medical)
        {
            return language.Medical.Text(medical.Level);
        }

        if (content.Tone == DigestTone.Quiet)
        {
            return DescribeQuietWeek(content, language);
        }

        if (content.Plan.Massage is not { } massage)
        {
            return ExplainNoMassage(content, language);
        }

        return Sentences.Join(ExplainMassage(content, massage, language), language.ThenEasy);
    }

    private static string DescribeQuietWeek(DigestContent content, Language language) =>
        content.HasNoRecentTraining ? WeekSentences.DescribeMissingTraining(content, language)
        : content.KnownUntil is { } day ? language.Week.QuietSoFar(language.LongDate(day))
        : language.Week.Quiet(
            content.OtherCount + content.Week.Count,
            content.OtherMinutes + content.Week.Sum(entry => entry.Minutes + entry.AroundMinutes)
        );

    private static string ExplainNoMassage(DigestContent content, Language language) =>
        content.Trigger == ReasonCode.PainLocal ? language.ShortReasons.Pain : language.ShortReasons.NoMassage;

    private static string? ExplainMassage(DigestContent content, MassageAdvice massage, Language language)
    {
        var (trigger, facts, texts) = (content.Trigger, content.Plan.Facts, language.ShortReasons);
        if (trigger == ReasonCode.RacePost && facts.LastRace is { } raced)
        {
            var name = UntrustedText.Sanitize(content.GetRaceName(raced));
            return texts.AfterRace(CountDays(raced.Date, massage.From), name);
        }

        if (trigger == ReasonCode.RacePre && facts.NextRace is { } race)
        {
            return texts.BeforeRace(CountDays(massage.To, race.Date), UntrustedText.Sanitize(race.Name));
        }

        if (content.IsAboutLongEvent && facts.LastLongEvent is { } run && content.FindActivity(run) is { } activity)
        {
            return texts.AfterLong(CountDays(run.Date, massage.From), Sentences.RoundMinutes(activity));
        }

        if (trigger == ReasonCode.Maintenance && facts.LastMassage is { } last)
        {
            return texts.Maintenance(CountDays(last, content.Today));
        }

        return trigger == ReasonCode.HardBlock ? texts.HardBlock
            : trigger == ReasonCode.KeepSlot ? texts.KeepSlot
            : trigger == ReasonCode.PainLocal ? texts.Pain
            : null;
    }

    private static int CountDays(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
