using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Sources.Calendars;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// What a runner's calendar knows of us: one file,  <c>calendars/NAME.ics</c> in the data directory, for programs that read a file again and again.
/// Each mail brings it up to date: what changed gets a higher SEQUENCE, what is no longer advised is CANCELLED, what has
/// passed stays a while. It appears whole or not at all. What a mail attaches comes from it, so both always agree.
/// </summary>
internal sealed class CalendarFeed(AppSettings settings, ILogger<CalendarFeed> log)
{
    public const string FolderName = "calendars";

    /// <summary>Entries older than this go.</summary>
    private const int RetentionDays = 60;

    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <summary>Where a runner's feed lies.</summary>
    public string GetPath(AthleteSettings athlete) =>
        Path.Combine(settings.ActivitySync.DataDirectory, FolderName, $"{athlete.Name}.ics");

    /// <summary>Brings the feed up to what a mail says. A feed that cannot be written holds up no mail.</summary>
    /// <returns>The mail.</returns>
    public RenderedMail? Update(MailRequest order, RenderedMail? mail)
    {
        if (mail?.CalendarFeed is not { } next)
        {
            return mail;
        }

        var path = GetPath(order.Athlete);
        try
        {
            if (!File.Exists(path) || File.ReadAllText(path) != next)
            {
                Write(path, next);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.FeedNotWritten(
                $"{path}: cannot be written ({exception.GetType().Name}); give the user that runs activitysync the right to write there."
            );
        }

        return mail;
    }

    /// <summary>The feed as it is; null if there is none, or none that can be read: then it begins anew.</summary>
    public string? Read(AthleteSettings athlete)
    {
        var path = GetPath(athlete);
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var text = File.ReadAllText(path);
            var events = ParseEvents(text);
            if (
                events.All(one => one is { Uid: not null, Start: not null, End: not null })
                && events.DistinctBy(one => one.Uid).Count() == events.Count
            )
            {
                return text;
            }

            log.FeedNotWritten($"{path}: an entry in it is not ours; the file begins anew.");
        }
#pragma warning disable CA1031 // whatever somebody did to the file, it must not hold up a mail
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.FeedNotWritten($"{path}: cannot be read ({exception.GetType().Name}); the file begins anew.");
        }

        return null;
    }

    /// <summary>
    /// What a mail attaches: its own entries in the version the feed gives them, and what is taken back as long as its days
    /// have not passed, so that also a mail that was never delivered takes nothing with it. Null if there is neither.
    /// </summary>
    public static string? CreateAttachment(string? next, string? now, MailRequest order)
    {
        var own = ParseEvents(now).Select(entry => entry.Uid).ToHashSet(StringComparer.Ordinal);
        var told = ParseEvents(next)
            .Where(entry => own.Contains(entry.Uid) || (IsCancelled(entry) && entry.End!.Date > order.Today))
            .ToList();
        if (told.Count == 0)
        {
            return null;
        }

        // PUBLISH may carry cancelled entries beside living ones; alone they are a CANCEL (RFC 5546, 3.2.1 and 3.2.5).
        var calendar = new Ical.Net.Calendar
        {
            ProductId = CalendarFileWriter.ProductId,
            Method = told.All(IsCancelled) ? "CANCEL" : "PUBLISH",
        };
        foreach (var entry in told)
        {
            calendar.Events.Add(entry);
        }

        return new CalendarSerializer().SerializeToString(calendar);
    }

    /// <summary>The feed after a mail; null while there never was an entry.</summary>
    public static string? ComputeNext(string? before, string? now, MailRequest order)
    {
        if (before is null && now is null)
        {
            return null;
        }

        var current = ParseEvents(now);
        var known = ParseEvents(before)
            .Where(one => one.End!.Date >= order.Today.AddDays(-RetentionDays))
            .ToDictionary(one => one.Uid!, StringComparer.Ordinal);
        foreach (var (uid, entry) in known.Where(one => current.All(kept => kept.Uid != one.Key)))
        {
            if (IsCancelled(entry) || entry.End!.Date <= order.Today)
            {
                continue;
            }

            entry.Status = Ical.Net.EventStatus.Cancelled;
            entry.Sequence++;
            entry.DtStamp = new CalDateTime(order.WrittenAt.UtcDateTime, "UTC");
        }

        foreach (var entry in current)
        {
            if (known.TryGetValue(entry.Uid!, out var old))
            {
                if (IsSame(old, entry))
                {
                    continue; // the old version stands
                }

                entry.Sequence = Math.Max(entry.Sequence, old.Sequence + 1);
            }

            known[entry.Uid!] = entry;
        }

        var calendar = new Ical.Net.Calendar { ProductId = CalendarFileWriter.ProductId, Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", Languages.GetOrDefault(order.Athlete.Language).CalendarFeedName);
        foreach (
            var entry in known.Values.OrderBy(one => one.Start!.Date).ThenBy(one => one.Uid, StringComparer.Ordinal)
        )
        {
            calendar.Events.Add(entry);
        }

        return new CalendarSerializer().SerializeToString(calendar);
    }

    private static List<CalendarEvent> ParseEvents(string? text) => text is null ? [] : IcsParser.ParseEvents(text);

    private static bool IsCancelled(CalendarEvent entry) => entry.Status == Ical.Net.EventStatus.Cancelled;

    private static bool IsSame(CalendarEvent old, CalendarEvent entry) =>
        (old.Start!.Date, old.End!.Date, old.Summary, old.Status)
        == (entry.Start!.Date, entry.End!.Date, entry.Summary, entry.Status);

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, Mode, file => file.Write(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
