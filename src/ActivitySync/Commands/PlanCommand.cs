using System.CommandLine;
using ActivitySync.Planning;

namespace ActivitySync.Commands;

/// <summary>Today's advice with its reasons, from the store.</summary>
internal static class PlanCommand
{
    private static readonly Option<string?> s_asOf = new("--as-of") { Description = "The day of the advice: YYYY-MM-DD, today (default) or yesterday.", HelpName = "DATE" };

    public static Command Create()
    {
        var verb = Verb.Named("plan", "Today's advice with its reasons.", "plan --json");
        verb.Options.Add(s_asOf);
        verb.Options.Add(Verb.Athlete);
        verb.Options.Add(Verb.Json);
        return verb.Does(Run);
    }

    /// <summary>Today's plan as <c>plan --json</c> prints it.</summary>
    public static void WriteDocument(VerbCall call, TextWriter output)
    {
        var plan = call.Use<PlanRecovery>().Plan(call.Athlete, RunnerBook.TodayOf(call.Athlete, call.Clock)).Plan;
        output.WriteDocument(json => PlanDocument.Write(json, plan));
    }

    private static ExitCode Run(VerbCall call)
    {
        var athlete = call.Athlete;
        var today = RunnerBook.TodayOf(athlete, call.Clock);
        var asOf = TypedDate.Read(call.Value(s_asOf) ?? TypedDate.Today, "--as-of", today);
        var plan = call.Use<PlanRecovery>().Plan(athlete, asOf).Plan;
        if (call.Json) call.Out.WriteDocument(json => PlanDocument.Write(json, plan));
        else PlanText.Write(call.Out, plan);
        return ExitCode.Done;
    }
}
