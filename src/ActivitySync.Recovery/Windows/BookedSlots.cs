using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Windows;

/// <summary>What becomes of massages already booked (R12, R17, R18, R22, R23): one of them beats a new booking (choice).</summary>
/// <param name="Kept">The first legal one, as light as it has to be; null without one.</param>
/// <param name="Codes">KEEP_SLOT, SLOT_LIGHT, SLOT_MOVE, RACE_TOO_CLOSE as given.</param>
/// <param name="ToMove">Those that stand in the way, by date, then kind.</param>
internal sealed record BookedSlots(MassageWindow? Kept, ReasonSet Codes, IReadOnlyList<Massage> ToMove)
{
    private static readonly BookedSlots s_none = new(null, default, []);

    internal static BookedSlots Look(IReadOnlyList<Massage> slots, Situation situation, Trigger trigger, LegalDays days)
    {
        if (slots.Count == 0 || situation.Budget == Budget.None || trigger is Trigger.Medical or Trigger.Pain)
        {
            return s_none;
        }

        MassageWindow? kept = null;
        ReasonSet codes = default;
        var toMove = new List<Massage>();
        var last = situation.Today + situation.Parameters.CandidateDays;
        foreach (var slot in slots
            .Where(slot => slot.Date.DayNumber >= situation.Today && slot.Date.DayNumber <= last)
            .OrderBy(slot => slot.Date)
            .ThenBy(slot => slot.Kind))
        {
            var day = slot.Date.DayNumber;
            if (!days.IsLegal(day, deep: false))
            {
                toMove.Add(slot);
                codes |= ReasonSet.Of(ReasonCode.SlotMove) | ReasonSet.Of(ReasonCode.RaceTooClose, IsTooCloseToRace(day, situation));
            }
            else if (kept is null)
            {
                var kind = slot.Kind.IsDeep() && days.IsLegal(day, deep: true) && !SwedishNearRace.Is(day, situation) ? slot.Kind : MassageKind.Swedish;
                kept = new(kind, day, day, EvidenceGrade.C);
                codes |= ReasonSet.Of(ReasonCode.KeepSlot) | ReasonSet.Of(ReasonCode.SlotLight, kind != slot.Kind);
            }
        }

        return new(kept, codes, toMove);
    }

    private static bool IsTooCloseToRace(int day, Situation situation) =>
        situation.NextRace?.Day - day is > 0 and var ahead && ahead < situation.Parameters.Before(situation.Rhythm.History).GentleDays;
}
