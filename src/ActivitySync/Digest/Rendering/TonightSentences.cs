using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Digest.Rendering;

/// <summary>The block "Tonight": the steps of the self-massage, whose seconds add up to those of the heading.</summary>
internal static class TonightSentences
{
    /// <summary>Days before a race on which the mail says to try nothing new; also on race day.</summary>
    private const int NothingNewDays = 1;

    /// <summary>Each step is done on both sides.</summary>
    private const int Sides = 2;

    /// <summary>What may be a clot is said in any case.</summary>
    private static bool NeedsCaution(BodyArea area) => area == BodyArea.Calves;

    /// <summary>The guide's section about a step: "foam-roller-calves".</summary>
    public static string GetSection(SelfMassageStep step) =>
        $"{EnumText.Format(step.Tool)}-{EnumText.Format(step.Area)}";

    public static PageBlock CreateBlock(DigestContent content, Language language)
    {
        if (content.Plan.SelfMassage is not { } advice)
        {
            return new PageBlock("", [], [], []);
        }

        var words = language.Tonight;
        var hasRaced =
            content.FindActivity(content.Plan.Facts.LastRace) is { } run
            && DateOnly.FromDateTime(run.Activity.Start.DateTime) == content.Today;
        var raceIsNear =
            (content.IsRaceDay && !hasRaced)
            || (content.RaceAhead is { } race && race.Date.DayNumber - content.Today.DayNumber <= NothingNewDays);
        var hasMassageToBook = content.Plan.Massage is not null && !content.IsBooked;
        return new PageBlock(
            words.Heading(advice.Steps.Sum(step => step.Seconds * step.Sets * Sides)),
            content.RaceMail is { Stage: RaceMailStage.Eve } ? [words.IfUsedToIt] : [],
            [
                .. advice.Steps.Select(step =>
                    Sentences.Join(
                        words.Step(step.Area, step.Seconds * step.Sets),
                        NeedsCaution(step.Area) || !content.Omits(DigestShortening.Cautions)
                            ? words.Caution(step.Area)
                            : ""
                    )
                ),
            ],
            [
                .. content.Omits(DigestShortening.Rest) ? Array.Empty<string>() : [words.Pressure(advice.Mode)],
                .. content.RaceMail is { Stage: RaceMailStage.Eve } ? Array.Empty<string>() // its own block says it
                : raceIsNear ? [words.BeforeRace]
                : content.IsRaceMail || content.Omits(DigestShortening.Encore) ? Array.Empty<string>()
                : [hasMassageToBook ? words.InsteadOfMassage : words.Again],
            ]
        )
        {
            IsNumbered = true,
            Link = content.PageAddresses is { } page ? new PageLink(words.Guide, page.GetGuide(words.GuidePath)) : null,
            ItemGuides = content.PageAddresses is { } addresses
                ? [.. advice.Steps.Select(step => addresses.GetGuide(words.GuidePath, GetSection(step)))]
                : [],
        };
    }
}
