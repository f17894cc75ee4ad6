using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Web.Access;

namespace ActivitySync.Commands;

/// <summary><c>setup</c>: asks for settings, tests and writes them, and renders a first preview.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var setup = CommandBuilder.Create(
            "setup",
            "Asks for settings, tests each answer, writes the settings file, and shows a first preview. "
                + "Every question has a flag. Secrets are read from files, "
                + "so that they don't show in the process list.",
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
                $"These settings are only for you ({target.File}). "
                    + "Run 'sudo activitysync setup' for the service's settings."
            );
        }

        var settings = await new SetupInterview(context, target).AskAllAsync(cancellationToken);
        target.Write(settings.ToJson());
        context.Out.WriteLine();
        var readers = target.IsGroupReadable ? "its owner and the group of its folder" : "its owner";
        context.Out.WriteLine($"{target.File}: written, readable only by {readers}.");
        var written = settings.Read(target.File, SourceDescriptors.SettingsParsers).Settings!;
        await SetupSummary.WriteAsync(context, target, written, cancellationToken);
        return ExitCode.Done;
    }
}

/// <summary>The end of <c>setup</c>: reads existing activities, writes a first preview, and prints the next
/// steps.</summary>
internal static class SetupSummary
{
    public static async Task WriteAsync(
        CommandContext context,
        SetupTarget target,
        AppSettings settings,
        CancellationToken cancellationToken
    )
    {
        var athlete = settings.FileAthletes[0];
        context.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{athlete.Name}: emails in '{athlete.Language}', {athlete.Units.ToString().ToLowerInvariant()} units, "
                    + $"{athlete.Digest.Day}s at {athlete.Digest.Time:HH:mm} ({athlete.TimeZone.Id})."
            )
        );
        if (!(target.IsSystemInstall && Environment.IsPrivilegedProcess))
        {
            await WritePreviewAsync(context, target, settings, cancellationToken); // as root the data would be root's
        }

        context.Out.WriteLine();
        context.Out.WriteLine("Next:");
        foreach (var step in GetNextSteps(athlete, target, settings))
        {
            context.Out.WriteLine($"  {step}");
        }

        if (HasPage(settings) && !(target.IsSystemInstall && Environment.IsPrivilegedProcess))
        {
            await WriteLinkAsync(context, settings);
        }
    }

    private static bool HasPage(AppSettings settings) =>
        settings is { Page.Enabled: true, ActivitySync.Listen.Length: > 0 };

    /// <summary>Ends with the way to the page.</summary>
    private static async Task WriteLinkAsync(CommandContext context, AppSettings settings)
    {
        await using var services = new ServiceCollection()
            .AddActivitySync(settings, context.Clock)
            .BuildServiceProvider();
        context.Out.WriteLine();
        context.Out.WriteLine(
            $"Your page, once the daemon runs. The link works once, for {SignInLinks.Lifetime.TotalMinutes:0} minutes:"
        );
        context.Out.WriteLine(services.GetRequiredService<SignInLinks>().Create(settings.FileAthletes[0]).AbsoluteUri);
    }

    private static IEnumerable<string> GetNextSteps(AthleteSettings athlete, SetupTarget target, AppSettings settings)
    {
        foreach (var source in athlete.Sources.Enabled.Select(SourceDescriptors.Get))
        {
            yield return $"{target.FormatCommand($"connect {source.Name.Text}")}    {source.ConnectHelp.NextStep}";
        }

        if (athlete.Sources.Inbox is { } inbox)
        {
            yield return $"put activity files, or the export of an account, into {inbox}";
        }

        if (
            target.IsSystemInstall
            && athlete.Sources.Inbox is { } homeInbox
            && homeInbox.StartsWith("/home/", StringComparison.Ordinal)
        )
        {
            yield return "use an inbox in /srv: the daemon can't see home folders; "
                + $"deploy/README.md says how to give it access to {homeInbox}";
        }

        var folder = Path.Combine(target.DataDirectory, MailFileExporter.PreviewFolderName);
        var preview = $"digest preview{(target.IsSystemInstall ? $" --out {folder}" : "")}";
        yield return $"{target.FormatCommand(preview)}    writes the digest as it would be sent now";
        if (settings.Mail.Smtp.Host is not null)
        {
            yield return $"{target.FormatCommand("mail test")}    sends a test email";
        }

        yield return target.IsSystemInstall
            ? "sudo systemctl enable --now activitysync    starts the daemon"
            : $"{target.FormatCommand("run")}    runs the daemon";
        if (HasPage(settings))
        {
            yield return $"{target.FormatCommand("page link")}    prints a link that signs you in on the page";
        }

        yield return $"{target.FormatCommand("doctor")}    checks everything if something seems wrong";
    }

    private static async Task WritePreviewAsync(
        CommandContext context,
        SetupTarget target,
        AppSettings settings,
        CancellationToken cancellationToken
    )
    {
        var athlete = settings.FileAthletes[0];
        await using var services = new ServiceCollection()
            .AddActivitySync(settings, context.Clock)
            .BuildServiceProvider();
        if (athlete.Sources.Inbox is { } inbox && Directory.EnumerateFileSystemEntries(inbox).Any())
        {
            var rows = new List<ImportedFile>();
            services
                .GetRequiredService<FileImporter>()
                .Import(athlete, [inbox], null, dryRun: false, rows.Add, _ => { }, cancellationToken);
            context.Out.WriteLine($"{inbox}: {ImportFormatter.FormatSummary(rows, isDryRun: false)}");
        }

        foreach (var source in athlete.Sources.Enabled.Where(CanSync))
        {
            foreach (
                var report in await services
                    .GetRequiredService<SyncService>()
                    .SyncSourceAsync(athlete, source, SyncDepth.Full, cancellationToken)
            )
            {
                context.Out.WriteLine(report.Line ?? SyncCommand.FormatLine(report));
            }
        }

        bool CanSync(SourceName source) =>
            SourceDescriptors.Get(source).NeedsOnlySettings && !context.GetValue(SetupOptions.SkipChecks);

        var now = context.Clock.GetUtcNow();
        if (
            DigestPreviewCommand.RenderPreview(
                athlete,
                DigestSchedule.GetNext(athlete, now),
                now,
                services.GetRequiredService<UnsubscribeLinks>(),
                services.GetRequiredService<AnswerLinks>(),
                services.GetRequiredService<IMailWriter>()
            )
            is not { } mail
        )
        {
            return;
        }

        var folder = Path.Combine(target.DataDirectory, MailFileExporter.PreviewFolderName);
        context.Out.WriteLine();
        context.Out.WriteLine("A first preview, from the data so far:");
        context.Out.WriteLine();
        await context.Out.WriteDigestAsync(mail.Message, folder, MailFileExporter.Export(mail.Message, folder));
    }
}
