using System.Globalization;

namespace ActivitySync.Recovery.Rules;

/// <summary>What became of the runner's own numbers: the parameters, or why not.</summary>
/// <param name="Parameters">In force if <see cref="Problems"/> is empty; else the defaults.</param>
/// <param name="Problems">One line each: the name, what is wrong and what is allowed.</param>
public sealed record RuleSettings(RuleParameters Parameters, IReadOnlyList<RuleSettingProblem> Problems)
{
    private static readonly string[] s_classes = ["Ultra", "Marathon", "Half", "Short", "VeryLong", "Long", "Hard"];
    private static readonly string[] s_histories = ["Weekly", "Monthly", "Lapsed", "Unknown"];

    /// <summary>Puts values over the defaults and refuses what would allow an unsafe day.</summary>
    /// <param name="values">Names of rules.md 4, exactly, with their values. The last of a repeated name wins.</param>
    public static RuleSettings From(IEnumerable<KeyValuePair<string, double>> values)
    {
        var parameters = RuleParameters.Default;
        var problems = new List<RuleSettingProblem>();
        foreach (var (name, value) in values)
        {
            if (RuleParameter.Named(name) is not { } row)
            {
                problems.Add(new(name, "is not a parameter of the rules"));
            }
            else if (Refusal(row, value) is { } reason)
            {
                problems.Add(new(name, reason));
            }
            else
            {
                parameters = row.Set(parameters, value);
            }
        }

        problems.AddRange(Contradictions(parameters));
        return problems.Count == 0 ? new(parameters, []) : new(RuleParameters.Default, problems);
    }

    private static string? Refusal(RuleParameter row, double value)
    {
        if (!(value >= row.Least && value <= row.Most))
        {
            return $"must be {Text(row.Least)} to {Text(row.Most)} ({row.Unit}), not {Text(value)}{Why(row)}";
        }

        return row.IsWhole && value != Math.Floor(value) ? $"must be a whole number ({row.Unit}), not {Text(value)}" : null;
    }

    private static string Why(RuleParameter row) =>
        row.Name.StartsWith("Before", StringComparison.Ordinal) ? ": nothing is booked on a race day or the two days before it"
        : row.Name is "IllnessPostponeDays" or "PainLocalSeverity" or "PainClinicianSeverity" or "PainClinicianDays"
            ? ": the stop list can be made more careful, not less"
            : "";

    /// <summary>Values that are allowed alone and unsafe or senseless together.</summary>
    private static IEnumerable<RuleSettingProblem> Contradictions(RuleParameters p)
    {
        foreach (var kind in s_classes)
        {
            foreach (var problem in Ordered(p, $"After{kind}GentleDays", $"After{kind}DeepDays", "deep work needs no fewer days than gentle")
                .Concat(Ordered(p, $"After{kind}PreferredFrom", $"After{kind}PreferredTo", "the preferred days end no earlier than they begin")))
            {
                yield return problem;
            }
        }

        foreach (var history in s_histories)
        {
            foreach (var problem in Ordered(p, $"Before{history}GentleDays", $"Before{history}DeepDays", "deep work needs no fewer days than gentle"))
            {
                yield return problem;
            }
        }

        foreach (var (less, more) in s_histories.Zip(s_histories.Skip(1)))
        {
            const string Reason = "a longer time since the last massage never opens a day before a race";
            foreach (var problem in Ordered(p, $"Before{less}GentleDays", $"Before{more}GentleDays", Reason)
                .Concat(Ordered(p, $"Before{less}DeepDays", $"Before{more}DeepDays", Reason)))
            {
                yield return problem;
            }
        }

        (string Less, string More, string Reason)[] pairs =
        [
            ("CandidateDays", "CalendarDays", "the calendar shows every day that can be suggested"),
            ("HabitMinWeeks", "HabitWeeks", "a habit is looked for in no more weeks than there are"),
            ("PainLocalSeverity", "PainClinicianSeverity", "a sore spot comes before a pain for a clinician"),
        ];
        foreach (var problem in pairs.SelectMany(pair => Ordered(p, pair.Less, pair.More, pair.Reason)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<RuleSettingProblem> Ordered(RuleParameters p, string less, string more, string reason)
    {
        var (low, high) = (RuleParameter.Named(less)!.In(p), RuleParameter.Named(more)!.In(p));
        if (low > high)
        {
            yield return new(more, $"is {Text(high)}, below {less} = {Text(low)}: {reason}");
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
