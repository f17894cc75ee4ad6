using System.CommandLine;
using ActivitySync.Advice;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>plan</c>: today's advice with its reasons.</summary>
internal static class PlanCommand
{
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "The day of the advice: YYYY-MM-DD, today (default) or yesterday.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("plan", "Prints today's advice with its reasons.", "plan --json");
        command.Options.Add(AsOf);
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var athlete = context.Athlete;
        var today = AthleteLogbook.GetToday(athlete, context.Clock);
        var asOf = DateArgument.Parse(context.GetValue(AsOf) ?? DateArgument.Today, "--as-of", today);
        var plan = context.GetService<AdviceService>().Plan(athlete, asOf).Plan;
        if (context.IsJson)
        {
            context.Out.WriteDocument(json => PlanDocument.Write(json, plan));
        }
        else
        {
            PlanTextWriter.Write(context.Out, plan);
        }

        return ExitCode.Done;
    }
}
