using System.Globalization;
using ActivitySync.Digest.Words;
using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>What was reported and when, in the runner's words; no condition is named as the runner's.</summary>
internal static class MedicalLines
{
    /// <summary>Signs quoted of one report.</summary>
    private const int MostSigns = 4;

    public static PageBlock Reported(DigestContent content, Language language)
    {
        var reasons = content.Plan.Medical?.Reasons ?? [];
        var items = new List<string>();
        if (reasons.Contains(ReasonCode.RedFlag)) items.AddRange(content.Reported.Select(pain => Pain(pain, language)));
        if (reasons.Contains(ReasonCode.Ill))
            items.AddRange(content.Illnesses.Take(1).Select(illness => language.Medical.Illness(OutsideText.Tame(illness.Kind), language.LongDate(illness.Date))));
        if (reasons.Contains(ReasonCode.ClinicianFirst)) items.Add(language.Medical.Condition);
        return new PageBlock(language.HeadingReported, [], items, [language.Medical.Silent]);
    }

    private static string Pain(Pain pain, Language language) => language.Medical.Pain(
        OutsideText.Tame(pain.Area),
        pain.Severity > 0 ? pain.Severity.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', language.DecimalPoint) : "",
        string.Join(", ", pain.Signs.Take(MostSigns).Select(sign => OutsideText.Tame(sign.Replace('-', ' ')))),
        language.LongDate(pain.Date));
}
