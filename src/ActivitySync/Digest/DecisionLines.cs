using ActivitySync.Digest.Words;
using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>The first screen: what, when, one why. At most forty words.</summary>
internal static class DecisionLines
{
    public static string Decision(DigestContent content, Language language) =>
        content is { IsRaceMail: true, Race: { } race } ? RaceSentences.Decision(content, race, language) : Advised(content, language);

    /// <summary>What the plan advises, whichever mail tells it.</summary>
    public static string Advised(DigestContent content, Language language) => content switch
    {
        { Plan.Medical: { } medical } => language.Medical.Action(medical.Level),
        { Plan.Massage: { } massage } => language.Decision(massage.Kind, massage.From, massage.To),
        { Tone: DigestTone.Full, Plan.SelfMassage: not null } or { IsRaceMail: true, Plan.SelfMassage: not null } => language.DecisionTonight(content.Today),
        _ => language.Week.QuietTitle,
    };

    public static string Lead(DigestContent content, Language language)
    {
        if (content is { IsRaceMail: true, Race: { } race }) return RaceSentences.Lead(content, race, language);
        if (content.Plan.Medical is { } medical) return language.Medical.Text(medical.Level);
        if (content.Tone == DigestTone.Quiet) return Quiet(content, language);
        if (content.Plan.Massage is not { } massage) return NoMassage(content, language);
        return Sentences.Join(ShortWhy(content, massage, language), language.ThenEasy);
    }

    private static string Quiet(DigestContent content, Language language) =>
        content.HasNoRecentTraining ? content.Rested(language)
        : content.KnownUntil is { } day ? language.Week.QuietSoFar(language.LongDate(day))
        : language.Week.Quiet(content.OtherCount + content.Week.Count, content.OtherMinutes + content.Week.Sum(entry => entry.Minutes + entry.AroundMinutes));

    private static string NoMassage(DigestContent content, Language language) =>
        content.Trigger == ReasonCode.PainLocal ? language.ShortWhy.Pain : language.ShortWhy.NoMassage;

    private static string? ShortWhy(DigestContent content, MassageAdvice massage, Language language)
    {
        var facts = content.Plan.Facts;
        switch (content.Trigger)
        {
            case ReasonCode.RacePost when facts.LastRace is { } race:
                return language.ShortWhy.AfterRace(Days(race.Date, massage.From), OutsideText.Tame(content.NameOf(race)));
            case ReasonCode.RacePre when facts.NextRace is { } race:
                return language.ShortWhy.BeforeRace(Days(massage.To, race.Date), OutsideText.Tame(race.Name));
            case ReasonCode.VeryLong or ReasonCode.LongRun or ReasonCode.LongLoad when facts.LastLong is { } run && content.ActivityOf(run) is { } activity:
                return language.ShortWhy.AfterLong(Days(run.Date, massage.From), Sentences.Minutes(activity));
            case ReasonCode.HardBlock:
                return language.ShortWhy.HardBlock;
            case ReasonCode.Maintenance when facts.LastMassage is { } last:
                return language.ShortWhy.Maintenance(Days(last, content.Today));
            case ReasonCode.KeepSlot:
                return language.ShortWhy.KeepSlot;
            case ReasonCode.PainLocal:
                return language.ShortWhy.Pain;
            default:
                return null;
        }
    }

    private static int Days(DateOnly from, DateOnly to) => to.DayNumber - from.DayNumber;
}
