using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary><c>activitysync setup</c>: from nothing to settings that work, and a first preview.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var setup = Verb.Named(
            "setup",
            "Asks, checks each answer live, writes the settings file, and shows a first preview. Every question has a flag; secrets come from files, so that none stands in a list of processes.",
            "setup --email anna@example.org --sources files");
        foreach (var flag in SetupFlags.All) setup.Options.Add(flag);
        return setup.Does(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(VerbCall call, CancellationToken cancellationToken)
    {
        var target = SetupTarget.Of(call);
        if (!target.IsOfTheSystem && SetupTarget.HasSystem && call.Value(Verb.Config) is null)
            call.Out.WriteLine($"These settings are for your own use ({target.File}); those of the service are made with 'sudo activitysync setup'.");
        var settings = await new SetupQuestions(call, target).AskAsync(cancellationToken);
        target.Write(settings.Json());
        call.Out.WriteLine();
        call.Out.WriteLine($"{target.File}: written, readable by its owner{(target.IsShared ? " and the group of its folder" : "")} alone.");
        await SetupEnding.TellAsync(call, target, settings.Read(target.File).Settings!, cancellationToken);
        return ExitCode.Done;
    }
}
