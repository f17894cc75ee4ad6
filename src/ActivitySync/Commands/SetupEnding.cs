using ActivitySync.Digest;
using ActivitySync.Intake;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>The end of <c>setup</c>: what is there is read, a first preview is written, and the next step is said.</summary>
internal static class SetupEnding
{
    public static async Task TellAsync(VerbCall call, SetupTarget target, AppSettings settings, CancellationToken cancellationToken)
    {
        var athlete = settings.Athletes[0];
        call.Out.WriteLine($"{athlete.Name}: mails in '{athlete.Language}', {athlete.Units.ToString().ToLowerInvariant()} units, {athlete.Digest.Day}s at {athlete.Digest.Time:HH:mm} ({athlete.TimeZone.Id}).");
        if (!(target.IsOfTheSystem && Environment.IsPrivilegedProcess)) await PreviewAsync(call, target, settings, cancellationToken); // else the data would be root's

        call.Out.WriteLine();
        call.Out.WriteLine("Next:");
        foreach (var step in Steps(athlete, target, settings)) call.Out.WriteLine($"  {step}");
    }

    private static IEnumerable<string> Steps(AthleteSettings athlete, SetupTarget target, AppSettings settings)
    {
        if (athlete.Sources.Strava) yield return $"{target.Call("connect strava")}    allows access to your runs at Strava, and reads them";
        if (athlete.Sources.Garmin) yield return $"{target.Call("connect garmin")}    reads your history";
        if (athlete.Sources.Inbox is { } inbox) yield return $"put activity files, or the export of your account, into {inbox}";
        if (target.IsOfTheSystem && athlete.Sources.Inbox is { } hidden && hidden.StartsWith("/home/", StringComparison.Ordinal))
            yield return $"keep the inbox in /srv rather than in a home, which the daemon does not see; deploy/README.md says how to show it {hidden}";
        yield return $"{target.Call($"digest preview{(target.IsOfTheSystem ? " --out /tmp/preview" : "")}")}    shows the mail as it would go out now";
        if (settings.Mail.Smtp.Host is not null) yield return $"{target.Call("mail test")}    sends a mail";
        yield return target.IsOfTheSystem ? "sudo systemctl enable --now activitysync    starts the daemon" : $"{target.Call("run")}    is the daemon";
        yield return $"{target.Call("doctor")}    whenever something seems wrong";
    }

    private static async Task PreviewAsync(VerbCall call, SetupTarget target, AppSettings settings, CancellationToken cancellationToken)
    {
        var athlete = settings.Athletes[0];
        await using var rooms = new ServiceCollection().AddRooms(settings, call.Clock).BuildServiceProvider();
        if (athlete.Sources.Inbox is { } inbox && Directory.EnumerateFileSystemEntries(inbox).Any())
        {
            var rows = new List<ImportedFile>();
            rooms.GetRequiredService<ImportFiles>().Import(athlete, [inbox], null, dryRun: false, rows.Add, _ => { }, cancellationToken);
            call.Out.WriteLine($"{inbox}: {ImportText.Summary(rows, dryRun: false)}");
        }

        if (athlete.Sources.Garmin && !call.Value(SetupFlags.Unchecked))
        {
            foreach (var report in await rooms.GetRequiredService<SyncAthlete>().SyncAsync(athlete, SourceName.Garmin, SyncDepth.Full, cancellationToken))
                call.Out.WriteLine(report.Line ?? SyncCommand.Line(report));
        }

        var now = call.Clock.GetUtcNow();
        if (DigestPreviewCommand.Write(athlete, DigestSlots.NextAfter(athlete, now), now, rooms.GetRequiredService<UnsubscribeLink>(), rooms.GetRequiredService<WriteMail>()) is not { } mail) return;
        var folder = Path.Combine(target.DataDirectory, "preview");
        call.Out.WriteLine();
        call.Out.WriteLine("A first preview, of what is known so far:");
        call.Out.WriteLine();
        await call.Out.TellAsync(mail.Message, folder, DigestFiles.Write(mail.Message, folder));
    }
}
