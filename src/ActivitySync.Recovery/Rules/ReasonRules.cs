using System.Globalization;

namespace ActivitySync.Recovery.Rules;

/// <summary>The rules behind each reason code (rules.md 10).</summary>
internal static class ReasonRules
{
    /// <summary>The rules behind the codes, each once, by number.</summary>
    internal static IReadOnlyList<string> GetRuleIds(IEnumerable<ReasonCode> codes)
    {
        // 36 rules fit a bit each.
        var numbers = 0UL;
        foreach (var code in codes)
        {
            foreach (var number in GetRuleNumbers(code))
            {
                numbers |= 1UL << number;
            }
        }

        var ids = new List<string>();
        for (var number = 0; number < 64; number++)
        {
            if ((numbers & (1UL << number)) != 0)
            {
                ids.Add(string.Create(CultureInfo.InvariantCulture, $"R{number}"));
            }
        }

        return ids;
    }

    private static ReadOnlySpan<byte> GetRuleNumbers(ReasonCode code) =>
        code switch
        {
            ReasonCode.RedFlag or ReasonCode.ClinicianFirst or ReasonCode.Ill => [29],
            ReasonCode.PainLocal => [21, 29, 30],
            ReasonCode.RacePost => [5, 7, 8],
            ReasonCode.RacePre => [12, 13, 14, 16],
            ReasonCode.TwoRaces => [8, 14],
            ReasonCode.RaceTooClose => [12, 14, 15],
            ReasonCode.VeryLong or ReasonCode.LongRun => [1, 3, 5],
            ReasonCode.LongLoad => [3, 5],
            ReasonCode.HardBlock => [20],
            ReasonCode.Maintenance => [23],
            ReasonCode.NextDayNotEasy => [9, 10],
            ReasonCode.AfterHard => [5, 10],
            ReasonCode.HistoryUnknown => [15],
            ReasonCode.BudgetNone or ReasonCode.BudgetSave => [31],
            ReasonCode.KeepSlot => [17, 23],
            ReasonCode.SlotLight => [18, 22],
            ReasonCode.SlotMove => [12, 14],
            _ => [],
        };
}
