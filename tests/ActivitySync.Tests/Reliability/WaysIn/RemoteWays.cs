using System.Globalization;
using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.AspNetCore.Http;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>The answer of a remote service, and a data directory for the athletes who meet it.</summary>
internal abstract class RemoteWay : WayIn
{
    protected const int MaxAnswerBytes = 32 * 1024 * 1024;

    /// <summary>Up to four attempts with an answer at the limit.</summary>
    protected const int MaxMegabytes = 500;

    protected static readonly string[] Names = ["adam", "anna", "zoe"];

    private readonly FastForwardClock _clock = new(new DateTimeOffset(2026, 11, 23, 12, 7, 0, TimeSpan.Zero));
    private string _folder = "";
    private AnswerServer? _server;

    protected FastForwardClock Clock => _clock;

    protected AnswerServer Server => _server!;

    protected AppSettings Settings { get; private set; } = new();

    protected Database Database => new(Settings, Clock);

    public override string? FindReasonAgainst(FaultKind kind) => IsOfFiles(kind) ? NoFile : null;

    public override bool CanHave(Fault fault) => fault.IsInContent;

    public override async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("activitysync-ways-").FullName;
        _server = await AnswerServer.StartAsync();
        Settings = Configure(
            new AppSettings
            {
                Store = TestStore.For(_folder),
                ActivitySync = new DaemonSettings { DataDirectory = _folder },
            }
        );
    }

    public override async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Database.ClearPools();
        Directory.Delete(_folder, recursive: true);
    }

    protected abstract AppSettings Configure(AppSettings settings);

    protected static AthleteSettings CreateAthlete(string name, AthleteSources sources) =>
        new()
        {
            Name = name,
            Email = $"{name}@example.org",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            Sources = sources,
        };

    protected Task<CommandRun> RunAsync(params string[] args) => CommandRun.RunAsync(Settings, Clock, args);

    /// <summary>Forgets the failures of the cell before.</summary>
    protected void ForgetFailures()
    {
        using var connection = Database.Open();
        connection.Execute("DELETE FROM syncs; DELETE FROM rate_limits; DELETE FROM race_feeds;");
    }

    protected IReadOnlyList<string> GetActivityNames(string athlete)
    {
        using var connection = Database.Open();
        return
        [
            .. StoredActivityLoader
                .Load(connection, AthleteRepository.GetOrAddId(connection, athlete, Clock))
                .Select(activity => activity.Activity.Name),
        ];
    }

    protected void AssertNothingHalfWritten(Fault fault) => CommandRun.AssertNothingHalfWritten(_folder, fault);
}

/// <summary>The second of three race calendars.</summary>
internal sealed class CalendarWay(bool isFile) : RemoteWay
{
    private string _calendars = "";

    public override string ToString() => isFile ? "race calendar in a file" : "race calendar from an address";

    private static Content Content =>
        new(date => Encoding.UTF8.GetBytes(CreateCalendar("b", "Köln Marathon", date.Compact)), 8 * 1024 * 1024);

    public override string? FindReasonAgainst(FaultKind kind) =>
        !isFile ? base.FindReasonAgainst(kind)
        : kind == FaultKind.Endless ? FilesEnd
        : kind == FaultKind.OtherUser ? FindReasonAgainstOtherUser()
        : null;

    public override bool CanHave(Fault fault) => isFile || fault.IsInContent;

    public static string CreateCalendar(string id, string title, string date) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\n"
        + $"BEGIN:VEVENT\r\nUID:{id}1\r\nDTSTART;VALUE=DATE:20270301\r\nSUMMARY:Before {title}\r\nEND:VEVENT\r\n"
        + $"BEGIN:VEVENT\r\nUID:{id}2\r\nDTSTART;VALUE=DATE:{date}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\n"
        + $"BEGIN:VEVENT\r\nUID:{id}3\r\nDTSTART;VALUE=DATE:20270501\r\nSUMMARY:After {title}\r\nEND:VEVENT\r\n"
        + "END:VCALENDAR\r\n";

    public override async Task StartAsync()
    {
        _calendars = Directory.CreateTempSubdirectory("activitysync-ways-").FullName;
        await base.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_calendars, recursive: true);
    }

    protected override AppSettings Configure(AppSettings settings) => settings;

    protected override async Task TestCellAsync(Fault fault)
    {
        Server.Handler = context =>
            context.Request.Path.Value!.Contains(CommandRun.Secret, StringComparison.Ordinal)
                ? AnswerServer.SendAsync(context, fault, Content, isAborted: CellNumber % 2 == 0)
                : context.Response.WriteAsync(CreateCalendar("x", $"Race {CellNumber}", "20270418"));
        var settings = Settings with
        {
            FileAthletes =
            [
                CreateAthlete(
                    "anna",
                    new AthleteSources
                    {
                        RaceCalendars =
                        [
                            $"{Server.Address}first.ics",
                            GetFaultyPlace(fault),
                            $"{Server.Address}last.ics",
                        ],
                    }
                ),
            ],
        };

        var run = await CommandRun.RunAsync(settings, Clock, ["sync"]);

        run.AssertClear(fault, "race calendar 2 of anna", [ExitCode.Done, ExitCode.RemoteUnavailable], MaxMegabytes);
        using var connection = Database.Open();
        var races = RaceRepository
            .GetAll(connection, AthleteRepository.GetOrAddId(connection, "anna", Clock))
            .Select(row => row.Value.Name)
            .ToList();
        Assert.Equal(2, races.Count(name => name == $"Race {CellNumber}"));
        if (fault.IsHarmless || (fault.Kind == FaultKind.ExtremeDate && fault.IsInContent))
        {
            Assert.Contains("Before Köln Marathon", races);
            Assert.Contains("After Köln Marathon", races);
        }

        AssertNothingHalfWritten(fault);
    }

    private string GetFaultyPlace(Fault fault)
    {
        if (!isFile)
        {
            return $"{Server.Address}{CommandRun.Secret}-{CellNumber}.ics";
        }

        var folder = Path.Combine(_calendars, CellNumber.ToString(CultureInfo.InvariantCulture));
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{CommandRun.Secret}.ics");
        if (fault.Place is { } place)
        {
            return place(path, Content);
        }

        File.WriteAllBytes(path, fault.Change(Content));
        return path;
    }
}
