using ActivitySync.Digest.Localization;
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
    public void Every_other_reason_has_a_plain_sentence_in_every_language()
    {
        var expected = RecoveryRules.ReasonCodes.Except(WithOwnSentence).Except(Unmentioned).ToHashSet();
        Assert.All(Languages.All, language => Assert.Equal(expected, language.Reasons.Plain.Keys.ToHashSet()));
    }
}
