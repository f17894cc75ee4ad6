using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Commands;

/// <summary>
/// Prints the text of the medical level that a log entry raises, at once and in the athlete's language, as an email
/// would. A graver level that another reported pain has raised comes instead.
/// </summary>
internal static class MedicalAnswer
{
    public static void WriteForPain(CommandContext context, AthleteLogbook logbook, Pain pain)
    {
        if (RedFlag.Find([pain], logbook.Today, context.Settings.Rules) is { } flag)
        {
            Write(context, logbook, flag.Level);
        }
    }

    public static void WriteForIllness(CommandContext context, AthleteLogbook logbook, Illness illness)
    {
        // Its own day is included (rules.md 9).
        var days = logbook.Today.DayNumber - illness.Date.DayNumber;
        if (days < context.Settings.Rules[MedicalGateRule.IllnessPostponeDays])
        {
            Write(context, logbook, MedicalLevel.Postpone);
        }
    }

    private static void Write(CommandContext context, AthleteLogbook logbook, MedicalLevel raised)
    {
        var reported = PainRepository.GetAll(logbook.Connection, logbook.AthleteId).Select(row => row.Value);
        var level =
            RedFlag.Find(reported, logbook.Today, context.Settings.Rules) is { } flag && flag.Level < raised
                ? flag.Level
                : raised;
        var texts = Languages.GetOrDefault(logbook.Athlete.Language).Medical;
        var output = context.IsJson ? context.Error : context.Out;
        output.WriteLine($"{texts.Action(level)}.");
        output.WriteLine(texts.Text(level));
        output.WriteLine();
        output.Flush(); // seen even if the entry cannot be stored
    }
}
