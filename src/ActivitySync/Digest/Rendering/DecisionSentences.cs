using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;

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
        var facts = content.Plan.Facts;
        switch (content.Trigger)
        {
            case ReasonCode.RacePost when facts.LastRace is { } race:
                return language.ShortReasons.AfterRace(
                    CountDays(race.Date, massage.From),
                    UntrustedText.Sanitize(content.GetRaceName(race))
                );
            case ReasonCode.RacePre when facts.NextRace is { } race:
                return language.ShortReasons.BeforeRace(
                    CountDays(massage.To, race.Date),
                    UntrustedText.Sanitize(race.Name)
                );
            case ReasonCode.VeryLong
            or ReasonCode.LongRun
            or ReasonCode.LongLoad when facts.LastLongEvent is { } run && content.FindActivity(run) is { } activity:
                return language.ShortReasons.AfterLong(
                    CountDays(run.Date, massage.From),
                    Sentences.RoundMinutes(activity)
                );
            case ReasonCode.HardBlock:
                return language.ShortReasons.HardBlock;
            case ReasonCode.Maintenance when facts.LastMassage is { } last:
                return language.ShortReasons.Maintenance(CountDays(last, content.Today));
            case ReasonCode.KeepSlot:
                return language.ShortReasons.KeepSlot;
            case ReasonCode.PainLocal:
                return language.ShortReasons.Pain;
            default:
                return null;
        }
    }

    private static int CountDays(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
