using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// The mail with a medical level: what to do, what was reported and when, and how the silence ends. Doesn't say that
/// the athlete has a condition.
/// </summary>
internal static class MedicalSentences
{
    /// <summary>The maximum number of signs quoted from one report.</summary>
    private const int MaxSigns = 4;

    public static Decision CreateDecision(DigestContent content, Language language)
    {
        var (medical, texts) = (content.Plan.Medical!, language.Medical);
        if (IsAboutCondition(medical))
        {
            return new Decision(texts.ConditionAction, texts.ConditionText);
        }

        var area = content.ReportedPains is [var pain, ..] ? UntrustedText.Sanitize(pain.Area) : "";
        return new Decision(texts.Action(medical.Level, area), texts.Text(medical.Level));
    }

    /// <summary>Nothing was reported: a condition in the settings needs a doctor's word.</summary>
    public static bool IsAboutCondition(MedicalAdvice medical) =>
        medical.Level == MedicalLevel.Clinician && !medical.Reasons.Contains(ReasonCode.RedFlag);

    public static PageBlock CreateBlock(DigestContent content, Language language)
    {
        var (reasons, texts) = (content.Plan.Medical?.Reasons ?? [], language.Medical);
        var answers = new AnswerSentences(content, language);
        var (items, notes) = (new List<string>(), new List<string>());
        if (reasons.Contains(ReasonCode.RedFlag))
        {
            items.AddRange(content.ReportedPains.Select(pain => DescribePain(pain, language)));
            notes.Add(answers.EndRedFlag());
        }

        if (reasons.Contains(ReasonCode.Ill) && content.Illnesses is [var illness, ..])
        {
            var kind = UntrustedText.Sanitize(illness.Kind);
            items.Add(texts.Illness(kind, language.LongDate(illness.Date)));
            notes.Add(
                Sentences.Join(
                    texts.IllnessEnds(language.LongDate(content.IllnessEndsOn ?? illness.Date)),
                    answers.TellStillIll(kind)
                )
            );
        }

        if (reasons.Contains(ReasonCode.ClinicianFirst))
        {
            items.Add(texts.Condition);
            notes.Add(texts.ConditionEnds);
        }

        return new PageBlock(texts.Heading, [], items, notes)
        {
            Link =
                reasons.Contains(ReasonCode.Ill) && content.PageAddresses is { } addresses
                    ? new PageLink(language.Answers.OnPage, addresses.Week)
                    : null,
        };
    }

    /// <summary>Says what was reported, and when. An area that the signs name is not said twice.</summary>
    public static string DescribePain(Pain pain, Language language)
    {
        var area = UntrustedText.Sanitize(pain.Area);
        var signs = string.Join(
            ", ",
            pain.Signs.Take(MaxSigns).Select(sign => UntrustedText.Sanitize(language.Medical.Sign(sign)))
        );
        var (severity, date) = (Sentences.FormatSeverity(pain, language), language.LongDate(pain.Date));
        return language.Medical.Pain(IsAreaNamed(area, pain.Signs) ? "" : area, severity, signs, date);
    }

    /// <summary>"chest" is part of "chest-pain".</summary>
    private static bool IsAreaNamed(string area, IReadOnlyList<string> signs) =>
        area.Length > 0 && signs.Any(sign => sign.StartsWith($"{area}-", StringComparison.OrdinalIgnoreCase));
}
