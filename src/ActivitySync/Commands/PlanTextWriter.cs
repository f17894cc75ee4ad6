using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Commands;

/// <summary>Prints a plan as text: massage, self-massage, reasons, questions and calendar.</summary>
internal static class PlanTextWriter
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, RecoveryPlan plan)
    {
        output.WriteLine($"Advice for {FormatDay(plan.AsOf)} {plan.AsOf.Year}");
        output.WriteLine();
        if (plan.Medical is { } medical)
        {
            WriteMedical(output, medical);
        }

        WriteMassage(output, plan);
        if (plan.SelfMassage is { } self)
        {
            WriteSelfMassage(output, self);
        }

        WriteReasons(output, plan);
        WriteQuestions(output, plan);
        PlanCalendarTextWriter.Write(output, plan.Calendar);
        output.WriteLine();
    }

    private static void WriteMedical(TextWriter output, MedicalAdvice medical)
    {
        output.WriteLine($"First: {TerminalText.Sanitize(medical.Text)}");
        output.WriteLine();
    }

    private static void WriteMassage(TextWriter output, RecoveryPlan plan)
    {
        if (plan.Massage is not { } massage)
        {
            output.WriteLine("Massage: no suggestion now.");
            return;
        }

        output.WriteLine($"Massage: {FormatKind(massage.Kind)}, {FormatWindow(massage)}.");
        output.WriteLine($"{Indent}{TerminalText.Sanitize(massage.Explanation)}");
        foreach (var step in plan.Aftercare)
        {
            output.WriteLine($"{Indent}After it: {FormatAftercare(step)}");
        }
    }

    private static void WriteSelfMassage(TextWriter output, SelfMassageAdvice self)
    {
        output.WriteLine($"At home, from today, {EnumText.Format(self.Mode)}:");
        foreach (var step in self.Steps)
        {
            var dose = step.Sets == 1 ? $"{step.Seconds} s" : $"{step.Sets} x {step.Seconds} s";
            output.WriteLine($"{Indent}{FormatArea(step.Area)} with a {FormatTool(step.Tool)}, {dose} per side");
        }
    }

    private static void WriteReasons(TextWriter output, RecoveryPlan plan)
    {
        output.WriteLine();
        if (plan.Reasons.Count > 0)
        {
            output.WriteLine($"Reasons: {string.Join(", ", plan.Reasons.Select(PlanCodes.FormatReason))}");
        }

        if (plan.Massage is { Rules.Count: > 0 } massage)
        {
            output.WriteLine(
                $"Rules: {string.Join(", ", massage.Rules)} (evidence grade {EnumText.Format(massage.EvidenceGrade)})"
            );
        }

        output.WriteLine($"Massage history: {EnumText.Format(plan.History)}");
    }

    private static void WriteQuestions(TextWriter output, RecoveryPlan plan)
    {
        foreach (var question in plan.Questions)
        {
            if (question.Race is { } race)
            {
                output.WriteLine($"Question: did you start the race on {FormatDay(race)}? Its recording is missing.");
            }
            else if (
                plan.Activities.FirstOrDefault(tagged => tagged.Activity.Id == question.ActivityId) is
                { Activity: var activity }
            )
            {
                var date = DateOnly.FromDateTime(activity.Start.DateTime);
                output.WriteLine(
                    $"Question: was \"{TerminalText.Sanitize(activity.Name)}\" on {FormatDay(date)} a race? "
                        + $"If so, run 'activitysync label {TerminalText.Sanitize(activity.Id)} race'."
                );
            }
        }
    }

    private static string FormatWindow(MassageAdvice massage) =>
        massage.From == massage.To ? FormatDay(massage.From) : $"{FormatDay(massage.From)} to {FormatDay(massage.To)}";

    private static string FormatDay(DateOnly date) => date.ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    private static string FormatKind(MassageKind kind) =>
        kind switch
        {
            MassageKind.Swedish => "Swedish (gentle)",
            MassageKind.DeepTissue => "deep tissue",
            MassageKind.ActiveRelease =>
                "a physiotherapist or sports therapist; active release is one thing they may use",
            _ => "any kind",
        };

    private static string FormatAftercare(Aftercare aftercare) =>
        aftercare switch
        {
            Aftercare.DrinkAsAfterARun => "drink as you would after a run.",
            Aftercare.NextDayEasyOrRest => "easy or rest the next day.",
            _ => "a second easy day is better still.",
        };

    private static string FormatArea(BodyArea area) => EnumText.Format(area).Replace('-', ' ');

    private static string FormatTool(SelfMassageTool tool) => EnumText.Format(tool).Replace('-', ' ');
}

/// <summary>Prints the calendar of a plan: per week one line per kind of massage, with a mark for each
/// day.</summary>
internal static class PlanCalendarTextWriter
{
    private const int DaysPerWeek = 7;

    public static void Write(TextWriter output, IReadOnlyList<CalendarDay> calendar)
    {
        if (calendar.Count == 0)
        {
            return;
        }

        output.WriteLine();
        var weekdays = calendar.Take(DaysPerWeek).Select(day => $"{day.Date.DayOfWeek.ToString()[..2]} ");
        output.WriteLine($"From            {string.Concat(weekdays)}");
        foreach (var week in calendar.Chunk(DaysPerWeek))
        {
            var from = week[0].Date.ToString("d MMM", CultureInfo.InvariantCulture);
            output.WriteLine($"{from, -7}Swedish  {FormatMarks(week, day => day.Swedish)}");
            output.WriteLine($"       deep     {FormatMarks(week, day => day.DeepTissue)}");
        }

        output.WriteLine("# suggested   o allowed   . blocked");
    }

    private static string FormatMarks(IEnumerable<CalendarDay> days, Func<CalendarDay, DayState> kind) =>
        string.Concat(days.Select(day => $"{GetMark(kind(day))}  ")).TrimEnd();

    private static char GetMark(DayState state) =>
        state switch
        {
            DayState.Suggested => '#',
            DayState.Allowed => 'o',
            _ => '.',
        };
}
