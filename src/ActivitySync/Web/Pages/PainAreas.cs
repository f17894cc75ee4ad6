using ActivitySync.Data;
using ActivitySync.Web.Localization;

namespace ActivitySync.Web.Pages;

/// <summary>
/// Where a pain is, in the forms of the page and of an email's link: an area of a list or the athlete's words, and a
/// side.
/// </summary>
internal static class PainAreas
{
    public const string AreaField = "area";
    public const string OtherField = "other";
    public const string SideField = "side";

    /// <summary>
    /// The areas to choose from, from the foot up: common ones that no other one includes, and that have a name in
    /// every language.
    /// </summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "foot",
        "heel",
        "arch",
        "toe",
        "ankle",
        "achilles",
        "calf",
        "shin",
        "knee",
        "quad",
        "hamstring",
        "groin",
        "hip",
        "glute",
        "lower back",
        "back",
        "chest",
        "shoulder",
        "neck",
    ];

    /// <summary>
    /// The area as it is stored: a common one with its side, or the athlete's words; empty if the form has neither.
    /// </summary>
    public static string Read(FormFields form, LogPageTexts texts)
    {
        var (area, other, side) = (form[AreaField], form[OtherField], form[SideField]);
        var hasSide = PainSide.All.Contains(side);
        if (other.Length > 0)
        {
            return hasSide ? $"{other} ({texts.Side(side)})" : other;
        }

        return !All.Contains(area) ? ""
            : hasSide ? $"{side} {area}"
            : area;
    }
}
