using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.FileSystem;
using ActivitySync.Sources.Calendars;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using MimeKit;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// An athlete's calendar feed: a row that the page serves. With a database in a file there is a copy of it, the file
/// <c>calendars/NAME.ics</c> in the data directory, for programs that read that periodically. Each mail updates both:
/// changed entries get a higher SEQUENCE, entries that are no longer advised become CANCELLED, and past entries stay
/// for a while. A mail's attachment is computed from the feed, so both always agree.
/// </summary>
internal sealed class CalendarFeed(
    AppSettings settings,
    Database database,
    TimeProvider clock,
    ILogger<CalendarFeed> log
)
{
    public const string FolderName = "calendars";

    /// <summary>Older entries are removed.</summary>
    private const int RetentionDays = 60;

    /// <summary>
    /// How often a program should read the feed again (RFC 7986, 5.7). There is at most one mail a day.
    /// </summary>
    private const string RefreshInterval = "PT12H";

    /// <summary>Far above the size of a feed, which has a few entries a week.</summary>
    private const int MaxBytes = 4_000_000;

    /// <summary>Returns the path of the copy of an athlete's feed.</summary>
    public string GetPath(AthleteSettings athlete) =>
        Path.Combine(settings.ActivitySync.DataDirectory, FolderName, $"{athlete.Name}.ics");

    /// <summary>
    /// Saves the feed of a rendered mail (<see cref="RenderedMail.CalendarFeed"/>) if it has changed, and writes its
    /// copy atomically. A failure of the copy is logged; the mail is sent anyway.
    /// </summary>
    public void Write(AthleteSettings athlete, string feed)
    {
        using (var connection = database.Open())
        {
            var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
            CalendarFeedRepository.Save(connection, athleteId, feed, clock.GetUtcNow());
        }

        var path = GetPath(athlete);
        try
        {
            if (database.FilePath is null)
            {
                // Of several nodes, each mail updates the file of one only; one of an earlier version is out of date.
                AtomicFile.Delete(path);
            }
            else if (!HasContent(path, feed))
            {
                var folder = Path.GetDirectoryName(path)!;
                PrivateFolder.Ensure(folder);
                AtomicFile.Write(path, GetMode(folder), file => file.Write(Encoding.UTF8.GetBytes(feed)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.FeedNotWritten(
                $"{path}: cannot be written ({exception.GetType().Name}). "
                    + "Check that the user that runs activitysync may write there."
            );
        }
    }

    /// <summary>
    /// Reads the feed; returns null if there is none or it is unreadable, and the next mail starts a new one.
    /// </summary>
    public string? Read(AthleteSettings athlete)
    {
        string? stored;
        using (var connection = database.Open())
        {
            stored = CalendarFeedRepository.Find(connection, athlete.Name);
        }

        // Earlier versions stored feeds as files only.
        var path = GetPath(athlete);
        if (stored is null && !File.Exists(path))
        {
            return null;
        }

        var place = stored is null ? path : $"Calendar feed of {athlete.Name}";
        try
        {
            var text = stored ?? RegularFile.ReadAllText(path, MaxBytes);
            var events = ParseEvents(text);
            if (
                events.All(entry => entry is { Uid: not null, Start: not null, End: not null })
                && events.DistinctBy(entry => entry.Uid).Count() == events.Count
            )
            {
                return text;
            }

            log.FeedNotWritten($"{place}: has an unexpected entry; the next mail replaces it.");
        }
#pragma warning disable CA1031 // no content of a feed may block a mail
        catch (Exception exception)
#pragma warning restore CA1031
        {
            log.FeedNotWritten($"{place}: cannot be read ({exception.GetType().Name}); the next mail replaces it.");
        }

        return null;
    }

    /// <summary>Reads the feed; without one, a calendar without entries, so that it can be subscribed to.</summary>
    public string ReadOrCreateEmpty(AthleteSettings athlete) =>
        Read(athlete) ?? new CalendarSerializer().SerializeToString(CreateCalendar(athlete))!;

    /// <summary>
    /// Creates a mail's attachment: the mail's own entries in the feed's version, and all canceled entries that have
    /// not passed. Canceled entries are repeated because an earlier mail may not have been delivered. Returns null if
    /// there is no entry.
    /// </summary>
    /// <param name="next">The feed after this mail.</param>
    /// <param name="current">The mail's own entries; null without a suggestion.</param>
    /// <param name="request">The mail.</param>
    /// <param name="sender">The organizer: with a method there is one (RFC 5546, 3.2); a feed has neither.</param>
    public static string? CreateAttachment(string? next, string? current, MailRequest request, MailboxAddress sender)
    {
        var own = ParseEvents(current).Select(entry => entry.Uid).ToHashSet(StringComparer.Ordinal);
        var attached = ParseEvents(next)
            .Where(entry => own.Contains(entry.Uid) || (IsCancelled(entry) && entry.End!.Date > request.Today))
            .ToList();
        if (attached.Count == 0)
        {
            return null;
        }

        // PUBLISH may contain canceled entries together with others; only canceled ones are a CANCEL
        // (RFC 5546, 3.2.1 and 3.2.5).
        var calendar = new Ical.Net.Calendar
        {
            ProductId = CalendarFileWriter.ProductId,
            Method = attached.All(IsCancelled) ? "CANCEL" : "PUBLISH",
        };
        foreach (var entry in attached)
        {
            entry.Organizer = CreateOrganizer(sender);
            calendar.Events.Add(entry);
        }

        return new CalendarSerializer().SerializeToString(calendar);
    }

    /// <summary>Computes the feed after a mail; null as long as it never had an entry.</summary>
    public static string? ComputeNext(string? before, string? suggested, MailRequest request)
    {
        if (before is null && suggested is null)
        {
            return null;
        }

        var current = ParseEvents(suggested);
        var known = ParseEvents(before)
            .Where(entry => entry.End!.Date >= request.Today.AddDays(-RetentionDays))
            .ToDictionary(entry => entry.Uid!, StringComparer.Ordinal);
        foreach (var (_, entry) in known.Where(pair => current.All(entry => entry.Uid != pair.Key)))
        {
            if (IsCancelled(entry) || entry.End!.Date <= request.Today)
            {
                continue;
            }

            entry.Status = Ical.Net.EventStatus.Cancelled;
            entry.Sequence++;
            entry.DtStamp = new CalDateTime(request.WrittenAt.UtcDateTime, "UTC");
        }

        foreach (var entry in current)
        {
            if (known.TryGetValue(entry.Uid!, out var old))
            {
                if (IsSame(old, entry))
                {
                    continue; // keeps the old version
                }

                entry.Sequence = Math.Max(entry.Sequence, old.Sequence + 1);
            }

            known[entry.Uid!] = entry;
        }

        var calendar = CreateCalendar(request.Athlete);
        foreach (
            var entry in known
                .Values.OrderBy(entry => entry.Start!.Date)
                .ThenBy(entry => entry.Uid, StringComparer.Ordinal)
        )
        {
            calendar.Events.Add(entry);
        }

        return new CalendarSerializer().SerializeToString(calendar);
    }

    /// <summary>
    /// Only the owner may read a copy; if the operator opened the folder for its group, that of a program that reads
    /// the feed, the group may too.
    /// </summary>
    private static UnixFileMode GetMode(string folder) =>
        FileStatus.Find(folder) is { } status && status.Mode.HasFlag(UnixFileMode.GroupExecute)
            ? AtomicFile.OwnerOnly | UnixFileMode.GroupRead
            : AtomicFile.OwnerOnly;

    private static Ical.Net.Calendar CreateCalendar(AthleteSettings athlete)
    {
        var calendar = new Ical.Net.Calendar { ProductId = CalendarFileWriter.ProductId };
        calendar.AddProperty("X-WR-CALNAME", Languages.GetOrDefault(athlete.Language).CalendarFeedName);
        var refresh = new Ical.Net.CalendarProperty("REFRESH-INTERVAL", RefreshInterval);
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", RefreshInterval);
        return calendar;
    }

    private static bool HasContent(string path, string feed)
    {
        try
        {
            return File.Exists(path) && RegularFile.ReadAllText(path, MaxBytes) == feed;
        }
        catch (UnsuitableFileException)
        {
            return false; // replaced, or reported by the writing
        }
    }

    private static List<CalendarEvent> ParseEvents(string? text) => text is null ? [] : IcsParser.ParseEvents(text);

    private static Organizer CreateOrganizer(MailboxAddress sender)
    {
        // A quoted parameter can't contain quotes or control characters (RFC 5545, 3.2).
        var name = new string([.. (sender.Name ?? "").Where(letter => letter != '"' && !char.IsControl(letter))]);
        return new Organizer
        {
            CommonName = name.Length > 0 ? name : null,
            Value = new Uri(
                $"mailto:{Uri.EscapeDataString(sender.GetAddress(true)).Replace("%40", "@", StringComparison.Ordinal)}"
            ),
        };
    }

    private static bool IsCancelled(CalendarEvent entry) => entry.Status == Ical.Net.EventStatus.Cancelled;

    private static bool IsSame(CalendarEvent old, CalendarEvent entry) =>
        (old.Start!.Date, old.End!.Date, old.Summary, old.Description, old.Status, old.Url)
        == (entry.Start!.Date, entry.End!.Date, entry.Summary, entry.Description, entry.Status, entry.Url);
}
