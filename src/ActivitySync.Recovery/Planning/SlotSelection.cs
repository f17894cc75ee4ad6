using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Planning;

/// <summary>What becomes of massages already booked (R12, R17, R18, R22, R23): one of them beats a new booking (choice).</summary>
/// <param name="KeptWindow">The first legal one, as light as it has to be; null without one.</param>
/// <param name="Codes">KEEP_SLOT, SLOT_LIGHT, SLOT_MOVE, RACE_TOO_CLOSE as given.</param>
/// <param name="ToMove">Those that stand in the way, by date, then kind.</param>
internal sealed record SlotSelection(MassageWindow? KeptWindow, ReasonSet Codes, IReadOnlyList<Massage> ToMove)
{
    private static readonly SlotSelection None = new(null, default, []);

    internal static SlotSelection Select(
        IReadOnlyList<Massage> slots,
        PlanningContext context,
        MassageTrigger trigger,
        AllowedDays days
    )
    {
        if (
            slots.Count == 0
            || context.Budget == Budget.None
            || trigger is MassageTrigger.Medical or MassageTrigger.Pain
        )
        {
            return None;
        }

        MassageWindow? kept = null;
        ReasonSet codes = default;
        var toMove = new List<Massage>();
        var last = context.Today + context.Parameters.CandidateDays;
        foreach (
            var slot in slots
                .Where(slot => slot.Date.DayNumber >= context.Today && slot.Date.DayNumber <= last)
                .OrderBy(slot => slot.Date)
                .ThenBy(slot => slot.Kind)
        )
        {
            var day = slot.Date.DayNumber;
            if (!days.IsAllowed(day, deep: false))
            {
                toMove.Add(slot);
                codes |=
                    ReasonSet.From(ReasonCode.SlotMove)
                    | ReasonSet.FromIf(ReasonCode.RaceTooClose, IsTooCloseToRace(day, context));
            }
            else if (kept is null)
            {
                var kind =
                    slot.Kind.IsDeep() && days.IsAllowed(day, deep: true) && !SwedishNearRaceRule.Applies(day, context)
                        ? slot.Kind
                        : MassageKind.Swedish;
                kept = new(kind, day, day, EvidenceGrade.C);
                codes |=
                    ReasonSet.From(ReasonCode.KeepSlot) | ReasonSet.FromIf(ReasonCode.SlotLight, kind != slot.Kind);
            }
        }

        return new(kept, codes, toMove);
    }

    private static bool IsTooCloseToRace(int day, PlanningContext context) =>
        context.NextRace?.Day - day is > 0 and var ahead
        && ahead < context.Parameters.GetDaysBefore(context.Rhythm.History).GentleDays;
}
