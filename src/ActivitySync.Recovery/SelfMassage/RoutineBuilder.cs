using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>
/// Builds the self-massage of one evening, about five minutes (R31, R32, R34; rules.md 8). Doses: review (30 to 120 s
/// per muscle); light doses: choice.
/// </summary>
internal static class RoutineBuilder
{
    private static readonly IReadOnlyList<string> RuleIds = ["R31", "R32"];
    private static readonly IReadOnlyList<string> RuleIdsWithArch = ["R31", "R32", "R34"];

    /// <summary>
    /// Builds the routine; null with a medical level, without recent training, or if pains leave no area.
    /// </summary>
    internal static SelfMassageAdvice? Build(PlanningContext context, PlanDecision decision)
    {
        if (context.Medical.Level is not null || !context.HasRecentTraining)
        {
            return null;
        }

        var mode = SelfMassageRule.IsLight(context, decision) ? SelfMassageMode.Light : SelfMassageMode.Normal;
        var areas = PainfulAreaFilter.ReplacePainfulAreas(
            BodyAreaSelector.Select(context.History.Recordings, context.Today),
            context.ActivePains
        );
        return areas.Count == 0
            ? null
            : new(
                mode,
                context.Timeline.AsOf,
                [.. areas.Select(area => CreateStep(area, mode))],
                areas.Contains(BodyArea.Arch) ? RuleIdsWithArch : RuleIds
            );
    }

    /// <summary>Seconds are per set and side.</summary>
    private static SelfMassageStep CreateStep(BodyArea area, SelfMassageMode mode) =>
        (area, mode) switch
        {
            (BodyArea.Arch, SelfMassageMode.Normal) => new(SelfMassageTool.TennisBall, area, Seconds: 60, Sets: 1),
            (BodyArea.Arch, _) => new(SelfMassageTool.TennisBall, area, Seconds: 45, Sets: 1),
            (_, SelfMassageMode.Normal) => new(SelfMassageTool.FoamRoller, area, Seconds: 45, Sets: 1),
            _ => new(SelfMassageTool.FoamRoller, area, Seconds: 30, Sets: 1),
        };
}
