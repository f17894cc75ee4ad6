using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using BenchmarkDotNet.Attributes;

namespace ActivitySync.Benchmarks;

/// <summary>One plan. A year and ten years tell whether the time grows with the activities and no faster.</summary>
[MemoryDiagnoser]
public class PlanBenchmarks
{
    private const int DaysPerYear = 365;

    private readonly Timeline _year = BenchmarkTimelines.Daily(DaysPerYear);
    private readonly Timeline _tenYears = BenchmarkTimelines.Daily(10 * DaysPerYear);
    private readonly Timeline _oneDay = BenchmarkTimelines.OneDay(4000);

    [Benchmark]
    public RecoveryPlan A_year() => RecoveryPlanner.Plan(_year, RuleParameters.Default);

    [Benchmark]
    public RecoveryPlan Ten_years() => RecoveryPlanner.Plan(_tenYears, RuleParameters.Default);

    [Benchmark]
    public RecoveryPlan Four_thousand_on_one_day() => RecoveryPlanner.Plan(_oneDay, RuleParameters.Default);
}
