using System.Globalization;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Recovery.SelfMassage;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>A plan for a person at a terminal: what, when, why, what to do at home, and the days to come.</summary>
internal static class PlanText
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, RecoveryPlan plan)
    {
        output.WriteLine($"Advice for {Day(plan.AsOf)} {plan.AsOf.Year}");
        output.WriteLine();
        if (plan.Medical is { } medical) WriteMedical(output, medical);
        WriteMassage(output, plan);
        if (plan.SelfMassage is { } self) WriteSelfMassage(output, self);
        WriteWhy(output, plan);
        WriteQuestions(output, plan);
        PlanCalendarText.Write(output, plan.Calendar);
        output.WriteLine();
    }

    private static void WriteMedical(TextWriter output, MedicalAdvice medical)
    {
        output.WriteLine($"First: {PlainText.Of(medical.Text)}");
        output.WriteLine();
    }

    private static void WriteMassage(TextWriter output, RecoveryPlan plan)
    {
        if (plan.Massage is not { } massage)
        {
            output.WriteLine("Massage: none to suggest now.");
            return;
        }

        output.WriteLine($"Massage: {Kind(massage.Kind)}, {Window(massage)}.");
        output.WriteLine($"{Indent}{PlainText.Of(massage.Explanation)}");
        foreach (var step in plan.Aftercare) output.WriteLine($"{Indent}After it: {AftercareText(step)}");
    }

    private static void WriteSelfMassage(TextWriter output, SelfMassageAdvice self)
    {
        output.WriteLine($"At home, from today, {EnumWord.Of(self.Mode)}:");
        foreach (var step in self.Steps)
        {
            var dose = step.Sets == 1 ? $"{step.Seconds} s" : $"{step.Sets} x {step.Seconds} s";
            output.WriteLine($"{Indent}{Words(step.Area)} with a {Words(step.Tool)}, {dose} a side");
        }
    }

    private static void WriteWhy(TextWriter output, RecoveryPlan plan)
    {
        output.WriteLine();
        if (plan.Reasons.Count > 0) output.WriteLine($"Reasons: {string.Join(", ", plan.Reasons.Select(CodeWord.Of))}");
        if (plan.Massage is { Rules.Count: > 0 } massage)
            output.WriteLine($"Rules: {string.Join(", ", massage.Rules)} (evidence grade {EnumWord.Of(massage.EvidenceGrade)})");
        output.WriteLine($"Massage history: {EnumWord.Of(plan.History)}");
    }

    private static void WriteQuestions(TextWriter output, RecoveryPlan plan)
    {
        foreach (var question in plan.Questions)
        {
            if (question.Race is { } race)
            {
                output.WriteLine($"Question: did you start the race on {Day(race)}? Its recording is missing.");
            }
            else if (plan.Activities.FirstOrDefault(tagged => tagged.Activity.Id == question.ActivityId) is { } asked)
            {
                var date = DateOnly.FromDateTime(asked.Activity.Start.DateTime);
                output.WriteLine(
                    $"Question: was \"{PlainText.Of(asked.Activity.Name)}\" on {Day(date)} a race? Say so with: activitysync label {PlainText.Of(asked.Activity.Id)} race");
            }
        }
    }

    private static string Window(MassageAdvice massage) =>
        massage.From == massage.To ? Day(massage.From) : $"{Day(massage.From)} to {Day(massage.To)}";

    private static string Day(DateOnly date) => date.ToString("dddd d MMMM", CultureInfo.InvariantCulture);

    private static string Kind(MassageKind kind) => kind switch
    {
        MassageKind.Swedish => "Swedish (gentle)",
        MassageKind.DeepTissue => "deep tissue",
        MassageKind.ActiveRelease => "a physiotherapist or sports therapist; active release is one thing they may use",
        _ => "any kind",
    };

    private static string AftercareText(Aftercare aftercare) => aftercare switch
    {
        Aftercare.DrinkAsAfterARun => "drink as you would after a run.",
        Aftercare.NextDayEasyOrRest => "easy or rest the next day.",
        _ => "a second easy day is better still.",
    };

    private static string Words(BodyArea area) => EnumWord.Of(area).Replace('-', ' ');

    private static string Words(SelfMassageTool tool) => EnumWord.Of(tool).Replace('-', ' ');
}
