using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Digest;

public sealed class ReasonSentenceTests
{
    /// <summary>Codes whose sentence has values, or is said elsewhere in the email.</summary>
    private static readonly ReasonCode[] WithOwnSentence =
    [
        ReasonCode.RedFlag,
        ReasonCode.ClinicianFirst,
        ReasonCode.Ill,
        ReasonCode.PainLocal,
        ReasonCode.RacePost,
        ReasonCode.RacePre,
        ReasonCode.TwoRaces,
        ReasonCode.RaceTooClose,
        ReasonCode.VeryLong,
        ReasonCode.LongRun,
        ReasonCode.LongLoad,
        ReasonCode.Spike,
        ReasonCode.HardBlock,
        ReasonCode.Maintenance,
        ReasonCode.KeepSlot,
        ReasonCode.SlotMove,
        ReasonCode.NextDayNotEasy,
        ReasonCode.MinGap,
        ReasonCode.HistoryUnknown,
        ReasonCode.NoRecentTraining,
        ReasonCode.ColdStart,
        ReasonCode.WindowExpired,
        ReasonCode.SlotLight,
        ReasonCode.BudgetNone,
        ReasonCode.BudgetSave,
    ];

    /// <summary>Codes that the email doesn't mention.</summary>
    private static readonly ReasonCode[] Unmentioned =
    [
        ReasonCode.AfterHard,
        ReasonCode.LowConfidence,
        ReasonCode.Override,
        ReasonCode.DataStale,
    ];

    [Fact]
    public void Every_reason_has_a_sentence_or_is_left_out_on_purpose() =>
        Assert.Equal(RecoveryRules.ReasonCodes.ToHashSet(), WithOwnSentence.Concat(Unmentioned).ToHashSet());
}
