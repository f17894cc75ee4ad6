using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.Windows;

/// <summary>What forbids each day from T on, for each kind, and which days come too soon after the last massage (rules.md 6).</summary>
internal sealed class LegalDays
{
    private readonly int _first;
    private readonly int _gapEnds;
    private readonly ReasonSet[] _gentle;
    private readonly ReasonSet[] _deep;

    private LegalDays(Situation situation, Trigger trigger, int days)
    {
        _first = situation.Today;
        _gentle = new ReasonSet[days];
        _deep = new ReasonSet[days];
        _gapEnds = situation.Rhythm.LastDay + MassageGap.Days(situation.Budget, situation.Rhythm, trigger, situation.Parameters) ?? int.MinValue;
        foreach (var one in situation.Events)
        {
            for (var i = 0; i < days; i++)
            {
                _gentle[i] |= Forbidding(one, _first + i, deep: false, situation);
                _deep[i] |= Forbidding(one, _first + i, deep: true, situation);
            }
        }
    }

    /// <summary>Works out T up to the last day that is shown or suggested.</summary>
    internal static LegalDays Of(Situation situation, Trigger trigger)
    {
        var ahead = Math.Max(situation.Parameters.CalendarDays, situation.Parameters.CandidateDays);
        return new(situation, trigger, Math.Min(situation.Today + ahead, Days.Last) - situation.Today + 1);
    }

    /// <summary>The codes that forbid the kind on this day; empty if it is legal.</summary>
    internal ReasonSet Codes(int day, bool deep) => (deep ? _deep : _gentle)[day - _first];

    internal bool IsLegal(int day, bool deep) => Codes(day, deep).IsEmpty;

    /// <summary>Too soon after the last massage.</summary>
    internal bool IsGapped(int day) => day < _gapEnds;

    /// <summary>
    /// The first day that is legal for gentle work once the last massage is long enough ago; null if the gap stands in no way,
    /// or if there is no such day among those worked out.
    /// </summary>
    internal int? FirstFarEnough()
    {
        for (var day = Math.Max(_gapEnds, _first + 1); IsGapped(_first + 1) && day < _first + _gentle.Length; day++)
        {
            if (IsLegal(day, deep: false))
            {
                return day;
            }
        }

        return null;
    }

    private static ReasonSet Forbidding(RecoveryEvent one, int day, bool deep, Situation situation)
    {
        var codes = default(ReasonSet);
        codes = With(codes, DaysAfterEvents.Forbids(one, day, deep, situation.Parameters));
        codes = With(codes, DaysBeforeRaces.Forbids(one, day, deep, situation.Rhythm.History, situation.Parameters));
        return With(codes, EasyNextDay.Forbids(one, day));
    }

    private static ReasonSet With(ReasonSet codes, ReasonCode? code) => code is { } given ? codes | given : codes;
}
