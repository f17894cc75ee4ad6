using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Web.Access;

namespace ActivitySync.Commands;

/// <summary><c>page link</c>: prints a link that signs an athlete in.</summary>
internal static class PageCommand
{
    public static Command Create()
    {
        var link = CommandBuilder.Create(
            "link",
            "Prints a link that signs an athlete in on the page. It works once, for "
                + $"{SignInLinks.Lifetime.TotalMinutes:0} minutes.",
            "page link --athlete anna"
        );
        link.Options.Add(CommandBuilder.AthleteOption);
        var command = CommandBuilder.Create("page", "The athlete's page.", "page link --athlete anna");
        command.Subcommands.Add(link.Handle(PrintLink));
        return command;
    }

    private static ExitCode PrintLink(CommandContext context)
    {
        if (!context.Settings.Page.Enabled || context.Settings.ActivitySync.Listen.Length == 0)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                context.Settings.Page.Enabled
                    ? "ActivitySync:Listen: the page is off. Set an address, like http://127.0.0.1:8787."
                    : "Page:Enabled: the page is off. Set it to true."
            );
        }

        var athlete = context.Athlete;
        context.Out.WriteLine(context.GetService<SignInLinks>().Create(athlete).AbsoluteUri);
        return ExitCode.Done;
    }
}
