using System.CommandLine;
using ActivitySync.Advice;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>plan</c>: today's advice with its reasons.</summary>
internal static class PlanCommand
{
    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = $"The day of the advice: {DateArgument.FutureForms} Default: today.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("plan", "Prints today's advice with its reasons.", "plan --json");
        command.Options.Add(AsOf);
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(CommandBuilder.VerboseOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var athlete = context.Athlete;
        var today = AthleteLogbook.GetToday(athlete, context.Clock);
        var asOf = DateArgument.Parse(
            context.GetValue(AsOf) ?? DateArgument.Today,
            "--as-of",
            today,
            DateDirection.Future
        );
        var plan = context.GetService<AdviceService>().Plan(athlete, asOf).Plan;
        if (context.IsJson)
        {
            context.Out.WriteDocument(json => PlanDocument.Write(json, plan));
        }
        else
        {
            new PlanTextWriter(context.Out, context.Format, context.IsVerbose).Write(plan);
        }

        return ExitCode.Done;
    }
}
