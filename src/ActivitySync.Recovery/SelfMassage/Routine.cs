using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Recovery.Windows;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>Five minutes for tonight (R31, R32, R34; rules.md 8). Doses: review (30 to 120 s a muscle), light: choice.</summary>
internal static class Routine
{
    private static readonly IReadOnlyList<string> s_rules = ["R31", "R32"];
    private static readonly IReadOnlyList<string> s_rulesWithArch = ["R31", "R32", "R34"];

    /// <summary>The routine; null with a medical level or without recent training.</summary>
    internal static SelfMassageAdvice? Of(Timeline timeline, Situation situation, Trigger trigger, LegalDays days, IReadOnlyList<Tagged> kept)
    {
        if (situation.Medical.Level is not null || !situation.HasRecentTraining)
        {
            return null;
        }

        var mode = LightDays.Are(situation, trigger, days) ? SelfMassageMode.Light : SelfMassageMode.Normal;
        var areas = PainfulAreas.LeftOut(AreasOfActivity.For(kept, situation.Today), timeline.Pains.Where(pain => pain.IsActiveOn(timeline.AsOf)));
        return new(
            mode,
            timeline.AsOf,
            [.. areas.Select(area => Step(area, mode))],
            areas.Contains(BodyArea.Arch) ? s_rulesWithArch : s_rules);
    }

    /// <summary>Seconds are per side and set.</summary>
    private static SelfMassageStep Step(BodyArea area, SelfMassageMode mode) => (area, mode) switch
    {
        (BodyArea.Arch, SelfMassageMode.Normal) => new(SelfMassageTool.TennisBall, area, Seconds: 90, Sets: 1),
        (BodyArea.Arch, _) => new(SelfMassageTool.TennisBall, area, Seconds: 45, Sets: 1),
        (_, SelfMassageMode.Normal) => new(SelfMassageTool.FoamRoller, area, Seconds: 45, Sets: 2),
        _ => new(SelfMassageTool.FoamRoller, area, Seconds: 30, Sets: 1),
    };
}
