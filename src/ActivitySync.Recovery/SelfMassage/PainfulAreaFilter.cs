namespace ActivitySync.Recovery.SelfMassage;

/// <summary>Replaces areas with an active pain (R29, R30; rules.md 8).</summary>
internal static class PainfulAreaFilter
{
    private const int AreaCount = 3;

    private static readonly (string Word, BodyArea Area)[] AreaNames =
    [
        ("foot", BodyArea.Arch),
        ("heel", BodyArea.Arch),
        ("arch", BodyArea.Arch),
        ("plantar", BodyArea.Arch),
        ("toe", BodyArea.Arch),
        ("calf", BodyArea.Calves),
        ("calves", BodyArea.Calves),
        ("achilles", BodyArea.Calves),
        ("shin", BodyArea.Calves),
        ("ankle", BodyArea.Calves),
        ("knee", BodyArea.Quads),
        ("quad", BodyArea.Quads),
        ("thigh", BodyArea.Quads),
        ("hamstring", BodyArea.Hamstrings),
        ("hip", BodyArea.HipFlexors),
        ("groin", BodyArea.HipFlexors),
        ("glute", BodyArea.Glutes),
        ("buttock", BodyArea.Glutes),
    ];

    private static readonly BodyArea[] ReplacementAreas =
    [
        BodyArea.Calves,
        BodyArea.Quads,
        BodyArea.Hamstrings,
        BodyArea.Glutes,
        BodyArea.Arch,
    ];

    /// <summary>Leaves out the painful areas and fills up to three.</summary>
    internal static IReadOnlyList<BodyArea> ReplacePainfulAreas(
        IReadOnlyList<BodyArea> areas,
        IEnumerable<Pain> activePains
    )
    {
        var painful = activePains
            .SelectMany(pain =>
                AreaNames.Where(row => pain.Area.Contains(row.Word, StringComparison.OrdinalIgnoreCase))
            )
            .Select(row => row.Area)
            .ToHashSet();
        return [.. areas.Concat(ReplacementAreas).Where(area => !painful.Contains(area)).Distinct().Take(AreaCount)];
    }
}
