using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Web.Access;

namespace ActivitySync.Commands;

/// <summary><c>page link|calendar|state</c>: prints addresses of the athlete's page.</summary>
internal static class PageCommand
{
    private static readonly Option<bool> NewAddress = new("--new")
    {
        Description = "Ends the former address and prints another one.",
    };

    private static readonly Option<bool> NewToken = new("--new")
    {
        Description = "Ends the former token and prints another one.",
    };

    public static Command Create()
    {
        var link = CommandBuilder.Create(
            "link",
            "Prints a link that signs an athlete in on the page. It works once, for "
                + $"{SignInLinks.Lifetime.TotalMinutes:0} minutes.",
            "page link --athlete anna"
        );
        link.Options.Add(CommandBuilder.AthleteOption);
        var calendar = CommandBuilder.Create(
            "calendar",
            "Prints the address of an athlete's calendar feed, for a calendar program to subscribe to. Whoever has it "
                + "sees the suggested days.",
            "page calendar --athlete anna"
        );
        calendar.Options.Add(CommandBuilder.AthleteOption);
        calendar.Options.Add(NewAddress);
        var state = CommandBuilder.Create(
            "state",
            "Prints the address and the token of an athlete's state, for a home dashboard. Whoever has the token sees "
                + "the advice in a word, the next days for a massage and the next race.",
            "page state --athlete anna"
        );
        state.Options.Add(CommandBuilder.AthleteOption);
        state.Options.Add(NewToken);
        var command = CommandBuilder.Create("page", "Prints links to your page.", "page link --athlete anna");
        command.Subcommands.Add(link.Handle(PrintLink));
        command.Subcommands.Add(calendar.Handle(PrintCalendar));
        command.Subcommands.Add(state.Handle(PrintState));
        return command;
    }

    private static ExitCode PrintLink(CommandContext context)
    {
        RequirePage(context, requireEnabled: true);
        context.Out.WriteLine(context.GetService<SignInLinks>().Create(context.Athlete).AbsoluteUri);
        return ExitCode.Done;
    }

    private static ExitCode PrintCalendar(CommandContext context)
    {
        RequirePage(context, requireEnabled: false);
        var links = GetLinks(context, FeedKind.Calendar, NewAddress);
        context.Out.WriteLine(links.GetAddress(context.Athlete, FeedKind.Calendar));
        return ExitCode.Done;
    }

    private static ExitCode PrintState(CommandContext context)
    {
        RequirePage(context, requireEnabled: true);
        var links = GetLinks(context, FeedKind.State, NewToken);
        context.Out.WriteLine(links.GetAddress(context.Athlete, FeedKind.State));
        context.Out.WriteLine($"Authorization: Bearer {links.GetToken(context.Athlete, FeedKind.State)}");
        return ExitCode.Done;
    }

    private static FeedLinks GetLinks(CommandContext context, FeedKind kind, Option<bool> renew)
    {
        var links = context.GetService<FeedLinks>();
        if (context.GetValue(renew))
        {
            links.Renew(context.Athlete, kind);
        }

        return links;
    }

    private static void RequirePage(CommandContext context, bool requireEnabled)
    {
        var isEnabled = context.Settings.Page.Enabled || !requireEnabled;
        if (!isEnabled || context.Settings.ActivitySync.Listen.Length == 0)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                isEnabled
                    ? "ActivitySync:Listen: the page is off. Set an address, like http://127.0.0.1:8787."
                    : "Page:Enabled: the page is off. Set it to true."
            );
        }
    }
}
