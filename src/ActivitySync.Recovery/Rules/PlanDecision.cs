namespace ActivitySync.Recovery.Rules;

/// <summary>What the plan decided, for the reasons that depend on it. Days are day numbers.</summary>
public sealed class PlanDecision
{
    internal PlanDecision(
        ITrigger? trigger,
        WindowRequest? request,
        AllowedDays days,
        IReadOnlyList<int> candidateDays,
        SlotDecision slots,
        MassageWindow? window
    )
    {
        Trigger = trigger;
        Request = request;
        Days = days;
        CandidateDays = candidateDays;
        Slots = slots;
        Window = window;
    }

    /// <summary>The trigger that holds; null with a medical level or if none holds.</summary>
    internal ITrigger? Trigger { get; }

    /// <summary>What the trigger asks for; null without one.</summary>
    internal WindowRequest? Request { get; }

    internal AllowedDays Days { get; }

    /// <summary>The candidate range by date: days that a suggestion may use as far as the trigger goes.</summary>
    internal IReadOnlyList<int> CandidateDays { get; }

    internal SlotDecision Slots { get; }

    /// <summary>The suggested massage; null if there is none.</summary>
    internal MassageWindow? Window { get; }

    /// <summary>There is a trigger, and this code blocks the kind of massage on a day of the candidate range.</summary>
    internal bool IsBlockedInRange(ReasonCode code, params IEnumerable<MassageDepth> depths) =>
        Request is not null
        && CandidateDays.Any(day => depths.Any(depth => Days.GetBlockingReasons(day, depth).Contains(code)));
}

/// <summary>The suggested massage: a kind and the days it may be had, both included. Days are day numbers.</summary>
internal sealed record MassageWindow(MassageKind Kind, int From, int To, EvidenceGrade Grade)
{
    internal bool IsDeep => Kind.GetDepth() == MassageDepth.Deep;

    internal bool Contains(int day) => day >= From && day <= To;
}
