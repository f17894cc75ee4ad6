using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Commands;

/// <summary>Prints a plan as text: massage, self-massage, reasons, questions and calendar.</summary>
/// <param name="output">Where it is printed.</param>
/// <param name="format">What it looks like.</param>
/// <param name="isVerbose">Whether codes and rules are printed too.</param>
internal sealed class PlanTextWriter(TextWriter output, OutputFormat format, bool isVerbose)
{
    private const string Indent = "  ";

    public void Write(RecoveryPlan plan)
    {
        output.WriteLine(format.Paint($"Advice for {FormatDay(plan.AsOf)} {plan.AsOf.Year}", TextColor.Heading));
        output.WriteLine();
        if (plan.Medical is { } medical)
        {
            WriteMedical(medical);
        }

        WriteMassage(plan);
        if (plan.SelfMassage is { } self)
        {
            WriteSelfMassage(self);
        }

        WriteReasons(plan);
        WriteQuestions(plan);
        PlanCalendarTextWriter.Write(output, format, plan.Calendar);
        output.WriteLine();
    }

    private void WriteMedical(MedicalAdvice medical)
    {
        output.WriteLine($"{format.Paint("First:", TextColor.Bad)} {TerminalText.Sanitize(medical.Text)}");
        output.WriteLine();
    }

    private void WriteMassage(RecoveryPlan plan)
    {
        if (plan.Massage is not { } massage)
        {
            output.WriteLine("Massage: no suggestion now.");
            foreach (var reason in plan.Reasons.Select(GetSentence).Where(text => text.Length > 0).Distinct())
            {
                output.WriteLine($"{Indent}{reason}");
            }

            return;
        }

        output.WriteLine(
            $"Massage: {format.Paint($"{FormatKind(massage.Kind)}, {FormatWindow(massage)}", TextColor.Good)}."
        );
        output.WriteLine($"{Indent}{TerminalText.Sanitize(massage.Explanation)}");
        foreach (var step in plan.Aftercare)
        {
            output.WriteLine($"{Indent}After it: {FormatAftercare(step)}");
        }
    }

    private void WriteSelfMassage(SelfMassageAdvice self)
    {
        output.WriteLine($"At home, from today, {EnumText.Format(self.Mode)}:");
        foreach (var step in self.Steps)
        {
            var dose = step.Sets == 1 ? $"{step.Seconds} s" : $"{step.Sets} x {step.Seconds} s";
            output.WriteLine($"{Indent}{FormatArea(step.Area)} with a {FormatTool(step.Tool)}, {dose} per side");
        }
    }

    /// <summary>Why a code stands against a massage; empty for a code that doesn't.</summary>
    private static string GetSentence(ReasonCode code) => English.Language.Reasons.Plain(code, "");

    private void WriteReasons(RecoveryPlan plan)
    {
        output.WriteLine();
        if (isVerbose && plan.Reasons.Count > 0)
        {
            output.WriteLine($"Reasons: {string.Join(", ", plan.Reasons.Select(PlanCodes.FormatReason))}");
        }

        if (isVerbose && plan.Massage is { Rules.Count: > 0 } massage)
        {
            output.WriteLine(
                $"Rules: {string.Join(", ", massage.Rules)} (evidence grade {EnumText.Format(massage.EvidenceGrade)})"
            );
        }

        output.WriteLine(
            plan.History == MassageHistory.Unknown
                ? "Massage history: unknown, so the days are cautious. "
                    + "Run 'activitysync log massage DATE KIND' for your last one."
                : $"Massage history: {EnumText.Format(plan.History)}"
        );
    }

    private void WriteQuestions(RecoveryPlan plan)
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

    public static void Write(TextWriter output, OutputFormat format, IReadOnlyList<CalendarDay> calendar)
    {
        if (calendar.Count == 0)
        {
            return;
        }

        output.WriteLine();
        var weekdays = calendar.Take(DaysPerWeek).Select(day => $"{day.Date.DayOfWeek.ToString()[..2]} ");
        output.WriteLine(format.Paint($"From            {string.Concat(weekdays).TrimEnd()}", TextColor.Heading));
        foreach (var week in calendar.Chunk(DaysPerWeek))
        {
            var from = week[0].Date.ToString("d MMM", CultureInfo.InvariantCulture);
            output.WriteLine($"{from, -7}Swedish  {FormatMarks(format, week, day => day.Swedish)}");
            output.WriteLine($"       deep     {FormatMarks(format, week, day => day.DeepTissue)}");
        }

        output.WriteLine($"{format.Paint("#", TextColor.Good)} suggested   o allowed   . blocked");
    }

    private static string FormatMarks(
        OutputFormat format,
        IEnumerable<CalendarDay> days,
        Func<CalendarDay, DayState> kind
    ) => string.Join("  ", days.Select(day => GetMark(format, kind(day))));

    private static string GetMark(OutputFormat format, DayState state) =>
        state switch
        {
            DayState.Suggested => format.Paint("#", TextColor.Good),
            DayState.Allowed => "o",
            _ => format.Paint(".", TextColor.Faint),
        };
}
