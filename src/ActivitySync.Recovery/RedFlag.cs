using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>A red flag: a reported pain has a medical level, and has had one without a break since a day.</summary>
/// <param name="Level">The gravest level on that day.</param>
/// <param name="Since">The first day of the unbroken time at that level or a graver one.</param>
public sealed record RedFlag(MedicalLevel Level, DateOnly Since)
{
    /// <summary>The red flag of a day; null without one. Illness and conditions raise none.</summary>
    public static RedFlag? Find(IEnumerable<Pain> pains, DateOnly today, RuleParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(pains);
        ArgumentNullException.ThrowIfNull(parameters);
        var begun = pains.Where(pain => pain.Date <= today).ToArray();
        var levels = begun
            .Where(pain => pain.IsActiveOn(today))
            .Select(pain => MedicalGateRule.ClassifyPain(pain, today.DayNumber, parameters))
            .OfType<MedicalLevel>()
            .ToArray();
        if (levels.Length == 0)
        {
            return null;
        }

        var level = levels.Min();
        var spans = begun.Select(pain => ComputeSpan(pain, level, parameters)).OfType<Span>().ToArray();

        // Go back from today as long as spans touch or overlap.
        var since = today;
        while (
            spans.Where(span => span.From < since && span.End >= since).Select(span => (DateOnly?)span.From).Min()
                is { } earlier
        )
        {
            since = earlier;
        }

        return new(level, since);
    }

    /// <summary>The days on which a pain has a level or a graver one; null if it never has.</summary>
    private static Span? ComputeSpan(Pain pain, MedicalLevel level, RuleParameters parameters)
    {
        var end = pain.ResolvedOn ?? DateOnly.MaxValue;
        DateOnly? from = Reaches(pain.Date) ? pain.Date : null;
        from ??=
            AddDaysOrNull(pain.Date, parameters[MedicalGateRule.PainDays]) is { } late && Reaches(late) ? late : null;
        return from is { } start && start < end ? new Span(start, end) : null;

        bool Reaches(DateOnly day) =>
            MedicalGateRule.ClassifyPain(pain, day.DayNumber, parameters) is { } found && found <= level;
    }

    private static DateOnly? AddDaysOrNull(DateOnly day, int days) =>
        day.DayNumber <= DateOnly.MaxValue.DayNumber - days ? day.AddDays(days) : null;

    /// <summary>From the first day to the first day after it.</summary>
    private sealed record Span(DateOnly From, DateOnly End);
}
