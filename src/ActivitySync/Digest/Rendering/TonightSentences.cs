using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Digest.Rendering;

/// <summary>The block "Tonight": the self-massage routine, how hard to press, when to stop.</summary>
internal static class TonightSentences
{
    /// <summary>Days before a race on which the mail says to try nothing new; also on race day.</summary>
    private const int NothingNewDays = 1;

    public static PageBlock CreateBlock(DigestContent content, Language language)
    {
        if (content.Plan.SelfMassage is not { } advice)
        {
            return new PageBlock("", [], [], []);
        }

        var words = language.Tonight;
        var raceIsNear =
            content.IsRaceDay
            || (content.RaceAhead is { } race && race.Date.DayNumber - content.Today.DayNumber <= NothingNewDays);
        var hasMassageToBook =
            content.Plan.Massage is not null
            && content.Trigger != ReasonCode.KeepSlot
            && content.Trigger != ReasonCode.PainLocal;
        var usesRoller = advice.Steps.Any(step => step.Area != BodyArea.Arch);
        return new PageBlock(
            language.HeadingTonight,
            [],
            [
                .. advice.Steps.Select(step => DescribeStep(step, language)),
                .. usesRoller && !content.Omits(DigestShortening.HowTo) ? [words.How] : Array.Empty<string>(),
            ],
            [
                words.Pressure(advice.Mode),
                words.StopAt,
                .. raceIsNear ? [words.BeforeRace]
                : content.Omits(DigestShortening.Encore) ? Array.Empty<string>()
                : [hasMassageToBook ? words.InsteadOfMassage : words.Again],
            ]
        );
    }

    public static string DescribeStep(SelfMassageStep step, Language language) =>
        language.Tonight.Step(step.Area, language.Tonight.Dose(step.Seconds, step.Sets));
}
