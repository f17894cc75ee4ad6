using ActivitySync.Digest.Localization;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary>
/// Prints the text of the medical level that a log entry raises, at once and in the athlete's language, as an email
/// would.
/// </summary>
internal static class MedicalAnswer
{
    /// <param name="context">The command.</param>
    /// <param name="logbook">The athlete's logbook.</param>
    /// <param name="raised">The level; null prints nothing.</param>
    public static void Write(CommandContext context, AthleteLogbook logbook, MedicalLevel? raised)
    {
        if (raised is not { } level)
        {
            return;
        }

        var texts = Languages.GetOrDefault(logbook.Athlete.Language).Medical;
        var output = context.IsJson ? context.Error : context.Out;
        output.WriteLine(texts.Action(level, ""));
        output.WriteLine(texts.Text(level));
        output.WriteLine();
        output.Flush(); // seen even if the entry cannot be stored
    }
}
