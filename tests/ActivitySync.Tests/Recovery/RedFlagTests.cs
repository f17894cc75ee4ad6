using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

public sealed class RedFlagTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void Without_a_pain_at_a_medical_level_there_is_none()
    {
        Assert.Null(Flag());
        Assert.Null(Flag(Pain(-3, 4)));
        Assert.Null(Flag(Pain(1, 9)));
        Assert.Null(Flag(Pain(-3, 9, until: 0)));
    }

    [Fact]
    public void It_counts_from_the_date_of_the_pain() =>
        Assert.Equal(new RedFlag(MedicalLevel.Emergency, Today.AddDays(-3)), Flag(Pain(-3, 0, sign: "chest-pain")));

    [Fact]
    public void A_small_pain_raises_it_on_its_fourteenth_day() =>
        Assert.Equal(
            (null, new RedFlag(MedicalLevel.Clinician, Today), new RedFlag(MedicalLevel.Clinician, Today.AddDays(-2))),
            (Flag(Pain(-13, 1)), Flag(Pain(-14, 1)), Flag(Pain(-16, 1)))
        );

    [Fact]
    public void Pains_without_a_free_day_between_them_are_one_red_flag() =>
        Assert.Equal(Today.AddDays(-9), Flag(Pain(-9, 8, until: -5), Pain(-5, 8, until: -2), Pain(-3, 8))!.Since);

    [Fact]
    public void After_a_free_day_it_is_another_red_flag() =>
        Assert.Equal(Today.AddDays(-3), Flag(Pain(-9, 8, until: -5), Pain(-3, 8))!.Since);

    [Fact]
    public void Earlier_days_at_a_milder_level_do_not_count()
    {
        Assert.Equal(new RedFlag(MedicalLevel.Urgent, Today), Flag(Pain(-9, 8), Pain(0, 1, sign: "warm-red-calf")));
        Assert.Equal(
            new RedFlag(MedicalLevel.Clinician, Today.AddDays(-9)),
            Flag(Pain(-9, 8), Pain(-4, 1, sign: "warm-red-calf", until: -1))
        );
    }

    private static RedFlag? Flag(params Pain[] pains) => RedFlag.Find(pains, Today, RuleParameters.Default);

    private static Pain Pain(int day, double severity, string? sign = null, int? until = null) =>
        new()
        {
            Date = Today.AddDays(day),
            Area = "calf",
            Severity = severity,
            Signs = sign is null ? [] : [sign],
            ResolvedOn = until is { } end ? Today.AddDays(end) : null,
        };
}
