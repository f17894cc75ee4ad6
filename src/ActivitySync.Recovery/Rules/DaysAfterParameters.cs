namespace ActivitySync.Recovery.Rules;

/// <summary>The four parameters of the days after one class of event (rules.md 4).</summary>
public sealed class DaysAfterParameters
{
    /// <summary>In the order of <see cref="EventClass"/>.</summary>
    internal static IReadOnlyList<DaysAfterParameters> All =>
        [.. AfterRaceRule.Classes, .. AfterLongRule.Classes, AfterHardRule.Hard];

    internal DaysAfterParameters(
        EventClass eventClass,
        int gentle,
        int deep,
        int preferredFrom,
        int preferredTo,
        string source,
        string deepSource
    )
    {
        GentleDays = Create("GentleDays", gentle, source);
        DeepDays = Create("DeepDays", deep, deepSource);
        PreferredFrom = Create("PreferredFrom", preferredFrom, source);
        PreferredTo = Create("PreferredTo", preferredTo, source);

        IntegerParameter Create(string ending, int value, string valueSource) =>
            new($"After{eventClass}{ending}", value, min: 1, RuleParameter.MaxDays, "days after", valueSource);
    }

    /// <summary>The parameters of a class.</summary>
    internal static DaysAfterParameters For(EventClass eventClass) => All[(int)eventClass];

    /// <summary>The first day a gentle massage is allowed: event + this.</summary>
    public IntegerParameter GentleDays { get; }

    /// <summary>The first day deep work is allowed: event + this.</summary>
    public IntegerParameter DeepDays { get; }

    /// <summary>First preferred day of the window, included.</summary>
    public IntegerParameter PreferredFrom { get; }

    /// <summary>Last preferred day of the window, included.</summary>
    public IntegerParameter PreferredTo { get; }

    internal IReadOnlyList<RuleParameter> MinDays => [GentleDays, DeepDays];

    internal IReadOnlyList<RuleParameter> PreferredDays => [PreferredFrom, PreferredTo];

    internal IReadOnlyList<ParameterOrder> Orders =>
        [
            new(GentleDays, DeepDays, "deep work needs no fewer days than gentle"),
            new(PreferredFrom, PreferredTo, "the preferred days end no earlier than they begin"),
        ];

    /// <summary>The days that must have passed since the event.</summary>
    internal IntegerParameter GetMinDays(MassageDepth depth) => depth == MassageDepth.Deep ? DeepDays : GentleDays;

    internal int GetReachDays(RuleParameters parameters) => Math.Max(parameters[DeepDays], parameters[PreferredTo]);
}
