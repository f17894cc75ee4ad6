using System.Globalization;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Digest.Rendering;

/// <summary>What was reported and when, in the athlete's words. Doesn't say that the athlete has a condition.</summary>
internal static class MedicalSentences
{
    /// <summary>The maximum number of signs quoted from one report.</summary>
    private const int MaxSigns = 4;

    public static PageBlock CreateReportedBlock(DigestContent content, Language language)
    {
        var reasons = content.Plan.Medical?.Reasons ?? [];
        var items = new List<string>();
        if (reasons.Contains(ReasonCode.RedFlag))
        {
            items.AddRange(content.ReportedPains.Select(pain => DescribePain(pain, language)));
        }

        if (reasons.Contains(ReasonCode.Ill))
        {
            items.AddRange(
                content
                    .Illnesses.Take(1)
                    .Select(illness =>
                        language.Medical.Illness(UntrustedText.Sanitize(illness.Kind), language.LongDate(illness.Date))
                    )
            );
        }

        if (reasons.Contains(ReasonCode.ClinicianFirst))
        {
            items.Add(language.Medical.Condition);
        }

        return new PageBlock(language.HeadingReported, [], items, [language.Medical.NoAdvice]);
    }

    private static string DescribePain(Pain pain, Language language) =>
        language.Medical.Pain(
            UntrustedText.Sanitize(pain.Area),
            pain.Severity > 0
                ? pain.Severity.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', language.DecimalPoint)
                : "",
            string.Join(", ", pain.Signs.Take(MaxSigns).Select(sign => UntrustedText.Sanitize(sign.Replace('-', ' ')))),
            language.LongDate(pain.Date)
        );
}
