namespace ActivitySync.Recovery.Rules;

/// <summary>
/// A booked massage comes before a new booking (choice): the first one on an allowed day is kept, as light as it has to
/// be; one on a blocked day is to be moved. It acts for R12, R14, R17, R18, R22 and R23.
/// </summary>
public sealed class BookedMassageRule : IRecoveryRule
{
    public IReadOnlyList<RuleReason> Reasons { get; } =
    [
        new(ReasonCode.KeepSlot, "R17", "R23"),
        new(ReasonCode.SlotLight, "R18", "R22"),
        new(ReasonCode.SlotMove, "R12", "R14"),
    ];

    public IEnumerable<ReasonCode> GetReasons(PlanningContext context, PlanDecision decision)
    {
        if (decision.Slots.Kept is { } kept)
        {
            yield return ReasonCode.KeepSlot;
            if (decision.Window?.Kind != kept.Kind)
            {
                yield return ReasonCode.SlotLight;
            }
        }

        if (decision.Slots.ToMove.Count > 0)
        {
            yield return ReasonCode.SlotMove;
        }
    }

    internal static SlotDecision Decide(PlanningContext context, WindowRequest? request, AllowedDays days)
    {
        if (context.Budget == Budget.None || context.Medical.Level is not null || request?.IgnoresSlots == true)
        {
            return new(null, []);
        }

        var last = context.Today + context.Parameters[PreferredDaysRule.CandidateDays];
        var slots = context
            .Timeline.Slots.Where(slot => slot.Date.DayNumber >= context.Today && slot.Date.DayNumber <= last)
            .OrderBy(slot => slot.Date)
            .ThenBy(slot => slot.Kind)
            .ToLookup(slot => days.IsAllowed(slot.Date.DayNumber, MassageDepth.Gentle));
        return new(slots[true].FirstOrDefault(), [.. slots[false]]);
    }

    /// <summary>The window of a kept massage: its day, and its kind unless only a lighter one is allowed.</summary>
    internal static MassageWindow CreateWindow(Massage kept, PlanningContext context, AllowedDays days)
    {
        var day = kept.Date.DayNumber;
        var isAllowed =
            kept.Kind.GetDepth() == MassageDepth.Deep
            && days.IsAllowed(day, MassageDepth.Deep)
            && !SwedishNearRaceRule.Applies(day, context);
        return new(isAllowed ? kept.Kind : MassageKind.Swedish, day, day, EvidenceGrade.C);
    }
}

/// <summary>What becomes of booked massages.</summary>
/// <param name="Kept">The first one on an allowed day; null without one.</param>
/// <param name="ToMove">Those on a blocked day, by date, then kind.</param>
internal sealed record SlotDecision(Massage? Kept, IReadOnlyList<Massage> ToMove);

public readonly partial record struct ReasonCode
{
    /// <summary>A booked massage is kept.</summary>
    public static ReasonCode KeepSlot { get; } = new("KEEP_SLOT");

    /// <summary>It is kept in a lighter kind.</summary>
    public static ReasonCode SlotLight { get; } = new("SLOT_LIGHT");

    /// <summary>A booked massage is on a blocked day.</summary>
    public static ReasonCode SlotMove { get; } = new("SLOT_MOVE");
}
