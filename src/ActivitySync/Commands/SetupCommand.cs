using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Rendering;
using ActivitySync.Logbook;
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
            "Asks for your settings, tests each answer, and saves them. Shows a first digest. "
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

        var (answers, written) = await AskAndSaveAsync(context, target, cancellationToken);
        context.Out.WriteLine();
        var readers = target.IsGroupReadable ? "its owner and the group of its folder" : "its owner";
        context.Out.WriteLine($"{target.File}: written, readable only by {readers}.");
        try
        {
            await SetupSummary.WriteAsync(context, target, written, answers, cancellationToken);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw CreateStopped($"The settings are saved in {target.File}.", exception);
        }

        return ExitCode.Done;
    }

    /// <summary>Asks every question, and writes the settings if they are valid.</summary>
    private static async Task<(SetupAnswers Answers, AppSettings Settings)> AskAndSaveAsync(
        CommandContext context,
        SetupTarget target,
        CancellationToken cancellationToken
    )
    {
        var folders = new SetupFolders();
        try
        {
            var answers = await AskAsync(context, target, folders, cancellationToken);
            var settings = ReadValid(answers.Settings, target);
            target.Write(answers.Settings.ToJson());
            return (answers, settings);
        }
        catch (OperationException)
        {
            folders.RemoveCreated();
            throw;
        }
    }

    /// <summary>Reads the settings as the daemon will: answers that are valid alone may not fit together, or not fit
    /// the environment.</summary>
    private static AppSettings ReadValid(SettingsDraft draft, SetupTarget target)
    {
        var read = draft.Read(target.File, SourceDescriptors.SettingsParsers);
        List<SettingError> errors = [.. read.Errors.Where(error => !error.IsMissingSecret)];
        return errors.Count == 0
            ? read.Settings!
            : throw new OperationException(
                ErrorKind.InvalidInput,
                string.Join(
                    Environment.NewLine,
                    errors
                        .Select(error => SetupOptions.ReplaceSettingNames($"{error}"))
                        .Append("setup: the settings would be invalid. Nothing was saved.")
                )
            );
    }

    private static async Task<SetupAnswers> AskAsync(
        CommandContext context,
        SetupTarget target,
        SetupFolders folders,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await new SetupInterview(context, target, folders, cancellationToken).AskAllAsync();
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            context.Out.WriteLine(); // the question's line has no end
            throw CreateStopped("Nothing was saved.", exception);
        }
    }

    private static OperationException CreateStopped(string result, Exception exception) =>
        new(ErrorKind.Failed, $"setup was stopped. {result}", exception);
}

/// <summary>The end of <c>setup</c>: reads existing activities, writes a first preview, and prints the next
/// steps.</summary>
internal static class SetupSummary
{
    public static async Task WriteAsync(
        CommandContext context,
        SetupTarget target,
        AppSettings settings,
        SetupAnswers answers,
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
        if (target.CanUseDatabase)
        {
            await UseDatabaseAsync(context, target, settings, answers, cancellationToken);
        }

        context.Out.WriteLine();
        context.Out.WriteLine("Next:");
        foreach (var step in GetNextSteps(athlete, target, settings, answers))
        {
            context.Out.WriteLine($"  {step}");
        }

        if (HasPage(settings) && target.CanUseDatabase)
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

    private static IEnumerable<string> GetNextSteps(
        AthleteSettings athlete,
        SetupTarget target,
        AppSettings settings,
        SetupAnswers answers
    )
    {
        if (!target.CanUseDatabase)
        {
            foreach (var command in GetLogbookCommands(answers))
            {
                yield return target.FormatCommand(command);
            }
        }

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

    /// <summary>The commands that save what root may not save itself.</summary>
    private static IEnumerable<string> GetLogbookCommands(SetupAnswers answers)
    {
        if (answers.Race is { } race)
        {
            var distance = race.DistanceMeters is { } meters
                ? string.Create(CultureInfo.InvariantCulture, $" --distance {meters / EntryParser.MetersPerKilometer}")
                : "";
            var name = race.Name.Replace("'", "", StringComparison.Ordinal); // for the shell
            yield return $"race add {race.Date.ToColumn()} '{name}'{distance}";
        }

        if (answers.Massage is { } massage)
        {
            yield return $"log massage {massage.Date.ToColumn()} {EnumText.Format(massage.Kind)}";
        }
    }

    /// <summary>Saves race and massage, reads existing activities, and sends a first digest or writes a
    /// preview.</summary>
    private static async Task UseDatabaseAsync(
        CommandContext context,
        SetupTarget target,
        AppSettings settings,
        SetupAnswers answers,
        CancellationToken cancellationToken
    )
    {
        var athlete = settings.FileAthletes[0];
        await using var services = new ServiceCollection()
            .AddActivitySync(settings, context.Clock)
            .AddLogging(logging => logging.ClearProviders()) // the lines below say the same to a person
            .BuildServiceProvider();
        SaveLogbook(context, services, athlete, settings, answers);
        await ReadActivitiesAsync(context, services, athlete, cancellationToken);
        if (!answers.SendsDigest)
        {
            await WritePreviewAsync(context, target, services, athlete);
            return;
        }

        SendReport report;
        using (context.ShowProgress(() => "Sending a first digest"))
        {
            report = await services.GetRequiredService<DigestSender>().SendAsync(athlete, null, cancellationToken);
        }

        context.Out.WriteLine();
        if (report.Error is null && settings.Mail.PickupDirectory is { } folder)
        {
            context.Out.WriteLine(
                $"A first digest: written into {folder}. {MailSettings.NothingSentNote} "
                    + "Open it with a mail program."
            );
            return;
        }

        await (report.Error is null ? context.Out : context.Error).WriteLineAsync($"A first digest: {report.Message}");
    }

    private static void SaveLogbook(
        CommandContext context,
        ServiceProvider services,
        AthleteSettings athlete,
        AppSettings settings,
        SetupAnswers answers
    )
    {
        if (answers is { Race: null, Massage: null })
        {
            return;
        }

        using var logbook = AthleteLogbook.Open(
            services.GetRequiredService<Database>(),
            athlete,
            context.Clock,
            settings.Rules
        );
        if (answers.Race is { } race)
        {
            logbook.AddRace(race.Date, race.Name, race.DistanceMeters, race.Importance);
            context.Out.WriteLine($"Next race: {race.Name} on {LogbookText.FormatDay(race.Date)}.");
        }

        if (answers.Massage is { } massage)
        {
            logbook.AddMassage(massage.Date, massage.Kind);
            context.Out.WriteLine(
                $"Last massage: {EnumText.Format(massage.Kind)} on {LogbookText.FormatDay(massage.Date)}."
            );
        }
    }

    private static async Task ReadActivitiesAsync(
        CommandContext context,
        ServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        if (athlete.Sources.Inbox is { } inbox && Directory.EnumerateFileSystemEntries(inbox).Any())
        {
            var rows = new List<ImportedFile>();
            using (
                context.ShowProgress(() =>
                    string.Create(CultureInfo.InvariantCulture, $"Reading {inbox}: {rows.Count} files")
                )
            )
            {
                services
                    .GetRequiredService<FileImporter>()
                    .Import(athlete, [inbox], null, dryRun: false, rows.Add, _ => { }, cancellationToken);
            }

            context.Out.WriteLine($"{inbox}: {ImportFormatter.FormatSummary(rows, isDryRun: false)}");
        }

        foreach (var source in athlete.Sources.Enabled.Where(CanSync))
        {
            IReadOnlyList<SyncReport> reports;
            using (context.ShowProgress(() => $"Syncing {source.DisplayName}"))
            {
                reports = await services
                    .GetRequiredService<SyncService>()
                    .SyncSourceAsync(athlete, source, SyncDepth.Full, cancellationToken);
            }

            foreach (var report in reports)
            {
                context.Out.WriteLine(report.Line ?? SyncCommand.FormatLine(report));
            }
        }

        bool CanSync(SourceName source) =>
            SourceDescriptors.Get(source).NeedsOnlySettings && !context.GetValue(SetupOptions.SkipChecks);
    }

    private static async Task WritePreviewAsync(
        CommandContext context,
        SetupTarget target,
        ServiceProvider services,
        AthleteSettings athlete
    )
    {
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
