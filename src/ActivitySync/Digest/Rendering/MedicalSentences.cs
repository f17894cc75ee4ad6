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
        var level = content.Plan.Medical!.Level;
        return new Decision($"{language.Medical.Action(level)}.", language.Medical.Text(level));
    }

    public static PageBlock CreateBlock(DigestContent content, Language language)
    {
        var (reasons, texts) = (content.Plan.Medical?.Reasons ?? [], language.Medical);
        var answers = new AnswerSentences(content, language);
        var (items, notes) = (new List<string>(), new List<string>());
        if (reasons.Contains(ReasonCode.RedFlag))
        {
            items.AddRange(content.ReportedPains.Select(pain => DescribePain(pain, language)));
            notes.Add(Sentences.Join(texts.PainEnds, answers.EndPain()));
        }

        if (reasons.Contains(ReasonCode.Ill) && content.Illnesses is [var illness, ..])
        {
            items.Add(texts.Illness(UntrustedText.Sanitize(illness.Kind), language.LongDate(illness.Date)));
            notes.Add(texts.IllnessEnds(language.LongDate(content.IllnessEndsOn ?? illness.Date)));
        }

        if (reasons.Contains(ReasonCode.ClinicianFirst))
        {
            items.Add(texts.Condition);
            notes.Add(texts.ConditionEnds);
        }

        return new PageBlock(texts.Heading, [], items, notes);
    }

    /// <summary>Says what was reported, and when.</summary>
    public static string DescribePain(Pain pain, Language language) =>
        language.Medical.Pain(
            UntrustedText.Sanitize(pain.Area),
            Sentences.FormatSeverity(pain, language),
            string.Join(
                ", ",
                pain.Signs.Take(MaxSigns).Select(sign => UntrustedText.Sanitize(language.Medical.Sign(sign)))
            ),
            language.LongDate(pain.Date)
        );
}
