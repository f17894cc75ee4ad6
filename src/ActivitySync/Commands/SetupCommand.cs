using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>activitysync setup</c>: from nothing to settings that work, and a first preview.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var setup = CommandBuilder.Create(
            "setup",
            "Asks, checks each answer live, writes the settings file, and shows a first preview. Every question has a flag; secrets come from files, so that none stands in a list of processes.",
            "setup --email anna@example.org --sources files"
        );
        foreach (var flag in SetupOptions.All)
        {
            setup.Options.Add(flag);
        }

        return setup.Handle(RunAsync);
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var target = SetupTarget.Create(context);
        if (
            !target.IsSystemInstall
            && SetupTarget.IsPackageInstalled
            && context.GetValue(CommandBuilder.ConfigOption) is null
        )
        {
            context.Out.WriteLine(
                $"These settings are for your own use ({target.File}); those of the service are made with 'sudo activitysync setup'."
            );
        }

        var settings = await new SetupInterview(context, target).AskAllAsync(cancellationToken);
        target.Write(settings.ToJson());
        context.Out.WriteLine();
        context.Out.WriteLine(
            $"{target.File}: written, readable by its owner{(target.IsGroupReadable ? " and the group of its folder" : "")} alone."
        );
        await SetupSummary.WriteAsync(context, target, settings.Read(target.File).Settings!, cancellationToken);
        return ExitCode.Done;
    }
}

/// <summary>The end of <c>setup</c>: what is there is read, a first preview is written, and the next step is said.</summary>
internal static class SetupSummary
{
    public static async Task WriteAsync(
        CommandContext context,
        SetupTarget target,
        AppSettings settings,
        CancellationToken cancellationToken
    )
    {
        var athlete = settings.Athletes[0];
        context.Out.WriteLine(
            $"{athlete.Name}: mails in '{athlete.Language}', {athlete.Units.ToString().ToLowerInvariant()} units, {athlete.Digest.Day}s at {athlete.Digest.Time:HH:mm} ({athlete.TimeZone.Id})."
        );
        if (!(target.IsSystemInstall && Environment.IsPrivilegedProcess))
        {
            await WritePreviewAsync(context, target, settings, cancellationToken); // else the data would be root's
        }

        context.Out.WriteLine();
        context.Out.WriteLine("Next:");
        foreach (var step in GetNextSteps(athlete, target, settings))
        {
            context.Out.WriteLine($"  {step}");
        }
    }

    private static IEnumerable<string> GetNextSteps(AthleteSettings athlete, SetupTarget target, AppSettings settings)
    {
        if (athlete.Sources.Strava)
        {
            yield return $"{target.FormatCommand("connect strava")}    allows access to your runs at Strava, and reads them";
        }

        if (athlete.Sources.Garmin)
        {
            yield return $"{target.FormatCommand("connect garmin")}    reads your history";
        }

        if (athlete.Sources.Inbox is { } inbox)
        {
            yield return $"put activity files, or the export of your account, into {inbox}";
        }

        if (
            target.IsSystemInstall
            && athlete.Sources.Inbox is { } hidden
            && hidden.StartsWith("/home/", StringComparison.Ordinal)
        )
        {
            yield return $"keep the inbox in /srv rather than in a home, which the daemon does not see; deploy/README.md says how to show it {hidden}";
        }

        yield return $"{target.FormatCommand($"digest preview{(target.IsSystemInstall ? " --out /tmp/preview" : "")}")}    shows the mail as it would go out now";
        if (settings.Mail.Smtp.Host is not null)
        {
            yield return $"{target.FormatCommand("mail test")}    sends a mail";
        }

        yield return target.IsSystemInstall
            ? "sudo systemctl enable --now activitysync    starts the daemon"
            : $"{target.FormatCommand("run")}    is the daemon";
        yield return $"{target.FormatCommand("doctor")}    whenever something seems wrong";
    }

    private static async Task WritePreviewAsync(
        CommandContext context,
        SetupTarget target,
        AppSettings settings,
        CancellationToken cancellationToken
    )
    {
        var athlete = settings.Athletes[0];
        await using var rooms = new ServiceCollection().AddActivitySync(settings, context.Clock).BuildServiceProvider();
        if (athlete.Sources.Inbox is { } inbox && Directory.EnumerateFileSystemEntries(inbox).Any())
        {
            var rows = new List<ImportedFile>();
            rooms
                .GetRequiredService<FileImporter>()
                .Import(athlete, [inbox], null, dryRun: false, rows.Add, _ => { }, cancellationToken);
            context.Out.WriteLine($"{inbox}: {ImportFormatter.FormatSummary(rows, isDryRun: false)}");
        }

        if (athlete.Sources.Garmin && !context.GetValue(SetupOptions.SkipChecks))
        {
            foreach (
                var report in await rooms
                    .GetRequiredService<SyncService>()
                    .SyncSourceAsync(athlete, SourceName.Garmin, SyncDepth.Full, cancellationToken)
            )
            {
                context.Out.WriteLine(report.Line ?? SyncCommand.FormatLine(report));
            }
        }

        var now = context.Clock.GetUtcNow();
        if (
            DigestPreviewCommand.RenderPreview(
                athlete,
                DigestSchedule.GetNext(athlete, now),
                now,
                rooms.GetRequiredService<UnsubscribeLinks>(),
                rooms.GetRequiredService<IMailWriter>()
            )
            is not { } mail
        )
        {
            return;
        }

        var folder = Path.Combine(target.DataDirectory, "preview");
        context.Out.WriteLine();
        context.Out.WriteLine("A first preview, of what is known so far:");
        context.Out.WriteLine();
        await context.Out.WriteDigestAsync(mail.Message, folder, MailFileExporter.Export(mail.Message, folder));
    }
}
