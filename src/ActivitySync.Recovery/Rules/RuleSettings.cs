using System.Globalization;

namespace ActivitySync.Recovery.Rules;

/// <summary>What became of the runner's own numbers: the parameters, or why not.</summary>
/// <param name="Parameters">In force if <see cref="Errors"/> is empty; else the defaults.</param>
/// <param name="Errors">One line each: the name, what is wrong and what is allowed.</param>
public sealed record RuleSettings(RuleParameters Parameters, IReadOnlyList<RuleSettingError> Errors)
{
    private static readonly string[] EventClassNames =
    [
        "Ultra",
        "Marathon",
        "Half",
        "Short",
        "VeryLong",
        "Long",
        "Hard",
    ];
    private static readonly string[] HistoryNames = ["Weekly", "Monthly", "Lapsed", "Unknown"];

    /// <summary>Puts values over the defaults and refuses what would allow an unsafe day.</summary>
    /// <param name="values">Names of rules.md 4, exactly, with their values. The last of a repeated name wins.</param>
    public static RuleSettings From(IEnumerable<KeyValuePair<string, double>> values)
    {
        var parameters = RuleParameters.Default;
        var problems = new List<RuleSettingError>();
        foreach (var (name, value) in values)
        {
            if (RuleParameter.Find(name) is not { } row)
            {
                problems.Add(new(name, "is not a parameter of the rules"));
            }
            else if (FindError(row, value) is { } reason)
            {
                problems.Add(new(name, reason));
            }
            else
            {
                parameters = row.WithValue(parameters, value);
            }
        }

        problems.AddRange(FindContradictions(parameters));
        return problems.Count == 0 ? new(parameters, []) : new(RuleParameters.Default, problems);
    }

    private static string? FindError(RuleParameter row, double value)
    {
        if (!(value >= row.Min && value <= row.Max))
        {
            return $"must be {Format(row.Min)} to {Format(row.Max)} ({row.Unit}), not {Format(value)}{GetExplanation(row)}";
        }

        return row.IsInteger && value != Math.Floor(value)
            ? $"must be a whole number ({row.Unit}), not {Format(value)}"
            : null;
    }

    private static string GetExplanation(RuleParameter row) =>
        row.Name.StartsWith("Before", StringComparison.Ordinal)
            ? ": nothing is booked on a race day or the two days before it"
        : row.Name is "IllnessPostponeDays" or "PainLocalSeverity" or "PainClinicianSeverity" or "PainClinicianDays"
            ? ": the stop list can be made more careful, not less"
        : "";

    /// <summary>Values that are allowed alone and unsafe or senseless together.</summary>
    private static IEnumerable<RuleSettingError> FindContradictions(RuleParameters p)
    {
        foreach (var kind in EventClassNames)
        {
            foreach (
                var problem in CheckOrder(
                        p,
                        $"After{kind}GentleDays",
                        $"After{kind}DeepDays",
                        "deep work needs no fewer days than gentle"
                    )
                    .Concat(
                        CheckOrder(
                            p,
                            $"After{kind}PreferredFrom",
                            $"After{kind}PreferredTo",
                            "the preferred days end no earlier than they begin"
                        )
                    )
            )
            {
                yield return problem;
            }
        }

        foreach (var history in HistoryNames)
        {
            foreach (
                var problem in CheckOrder(
                    p,
                    $"Before{history}GentleDays",
                    $"Before{history}DeepDays",
                    "deep work needs no fewer days than gentle"
                )
            )
            {
                yield return problem;
            }
        }

        foreach (var (less, more) in HistoryNames.Zip(HistoryNames.Skip(1)))
        {
            const string Reason = "a longer time since the last massage never opens a day before a race";
            foreach (
                var problem in CheckOrder(p, $"Before{less}GentleDays", $"Before{more}GentleDays", Reason)
                    .Concat(CheckOrder(p, $"Before{less}DeepDays", $"Before{more}DeepDays", Reason))
            )
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
        foreach (var problem in pairs.SelectMany(pair => CheckOrder(p, pair.Less, pair.More, pair.Reason)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<RuleSettingError> CheckOrder(RuleParameters p, string less, string more, string reason)
    {
        var (low, high) = (RuleParameter.Find(less)!.GetValue(p), RuleParameter.Find(more)!.GetValue(p));
        if (low > high)
        {
            yield return new(more, $"is {Format(high)}, below {less} = {Format(low)}: {reason}");
        }
    }

    private static string Format(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A setting that was refused.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Reason">What is wrong with it and what is allowed: "must be 3 to 366 (days before a race), not 1".</param>
public sealed record RuleSettingError(string Name, string Reason);
