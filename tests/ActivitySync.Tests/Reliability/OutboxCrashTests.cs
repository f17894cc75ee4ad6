using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Mail.Transport;
using Dapper;

namespace ActivitySync.Tests.Reliability;

/// <summary>
/// Kills the daemon (SIGKILL) repeatedly while it sends, and restarts it. Each mail arrives once, or twice as the same
/// mail.
/// </summary>
[Trait("Category", "Soak")]
[SqliteOnly]
public sealed partial class OutboxCrashTests : IDisposable
{
    private const int AthleteCount = 12;

    /// <summary>Six SMTP commands per mail: the kill comes within the first six mails or after the last.</summary>
    private const int MaxCommands = 6 * 6;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-send-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_kill_at_any_moment_of_sending_loses_no_mail_and_sends_none_three_times()
    {
        var random = TestScale.CreateRandom();
        var counter = new CommandCounter();
        await using var server = new SmtpServerFixture { Script = counter.Count };
        var settings = await SettingsAsync(server.Port);
        var database = CreateDatabase();
        AddMails(database);
        var (kills, sending, twice, unknown, mails) = (0, 0, 0, 0, 0);
        var target = TestScale.Choose(4, 300);
        while (kills < target)
        {
            DeleteMails(database);
            server.AcceptedMessages.Clear();
            do
            {
                var moment = counter.WaitAsync(1 + random.Next(MaxCommands));
                var wait = TimeSpan.FromMilliseconds(random.Next(8));
                var early = TimeSpan.FromMilliseconds(random.Next(2500));
                var anywhere = kills % 4 == 3;
                var (wasAlive, output) = await DaemonProcess.RunAndKillAsync(
                    ["run", "--config", settings],
                    async ended =>
                    {
                        if (anywhere)
                        {
                            await Task.Delay(early, ended);
                            return;
                        }

                        await Task.WhenAny(moment, WaitUntilDoneAsync(database, ended));
                        await Task.Delay(wait, ended);
                    }
                );
                Assert.True(wasAlive, output);
                kills++;
                sending += CountByState(database, MailState.Sending);
            } while (kills < target && !IsDone(database));

            if (!IsDone(database))
            {
                await DaemonProcess.RunAndKillAsync(["run", "--config", settings], ended =>
                    WaitUntilDoneAsync(database, ended)
                );
            }

            CountOutcomes(database, server, ref mails, ref twice, ref unknown);
        }

        TestScale.WriteLine(
            $"{kills} kills, {sending} while sending; {mails} mails, {twice} arrived twice, {unknown} unknown"
        );
    }

    /// <summary>
    /// The durable steps of a mail: the states of its row, then the conversation by what the server sees of it. The
    /// program waits at each of them: by a silent server, or by another writer of the database.
    /// </summary>
    public static TheoryData<string, bool> Steps =>
        new()
        {
            { nameof(MailState.Planned), false },
            { nameof(MailState.Rendered), false },
            { "connect", false },
            { "greeting", false },
            { "EHLO", false },
            { "AUTH", false },
            { "MAIL", false },
            { "RCPT", false },
            { "DATA", false },
            { "first line", false },
            { "nearly all", false },
            { ".", true },
            { "answer", true },
            { "QUIT", true },
            { "bye", true },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public Task Kills_at_one_step_lose_no_mail_and_repeat_it_only_after_the_dot(string step, bool isHandedOver) =>
        KillAtStepAsync(step, isHandedOver, "again");

    [Theory]
    [InlineData("DATA", false)]
    [InlineData("nearly all", false)]
    [InlineData(".", true)]
    [InlineData("answer", true)]
    public Task With_never_kills_at_one_step_repeat_no_mail(string step, bool isHandedOver) =>
        KillAtStepAsync(step, isHandedOver, "never");

    private async Task KillAtStepAsync(string step, bool isHandedOver, string afterCrash)
    {
        Requirements.RequireFaketime();
        var killsPerMail = TestScale.Choose(small: 1, full: 10);
        var weeks = TestScale.Choose(small: 1, full: 2); // digests pause after two without training
        var isState = Enum.TryParse<MailState>(step, out var state);
        Database? database = null;
        DbConnection? writer = null;
        TaskCompletionSource? reached = null;
        SmtpServerFixture? server = null;
        await using var running = server = new SmtpServerFixture
        {
            Capabilities = "AUTH PLAIN",
            AtStep = seen =>
            {
                if (reached is null)
                {
                    return false;
                }

                if (seen == "DATA" && step is "first line" or "nearly all")
                {
                    // That the message is complete has to be written before the final dot. Until then the program has
                    // sent what its buffer of 4 KB does not contain; lines are short.
                    server!.BytesOfNearlyAll = Math.Max(1, GetMessageBytes(database!) - 4608);
                    writer = StartWriting(database!);
                }

                if (seen != step)
                {
                    return isState; // a mail that was faster comes no further
                }

                reached.TrySetResult();
                return true;
            },
        };
        var now = TimeProvider.System.GetUtcNow();
        using var clock = new LibFaketimeClock(now);
        var settings = await SettingsAsync(server.Port, athletes: 1, logsIn: true, afterCrash);
        database = CreateDatabase();
        AddMails(database, athletes: 1);
        var (kills, exact, twice, unknown) = (0, 0, 0, 0);

        for (var week = 1; week <= weeks; week++)
        {
            clock.MoveTo(now.AddDays(7 * (week - 1)));
            server.AcceptedMessages.Clear();
            for (var kill = 1; kill <= killsPerMail && !IsDone(database, mails: week); kill++)
            {
                reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
                var (wasAlive, output) = await DaemonProcess.RunAndKillAsync(
                    ["run", "--config", settings],
                    async ended =>
                    {
                        if (isState)
                        {
                            writer = await WaitForStateAsync(database, state, ended);
                            return;
                        }

                        await Task.WhenAny(reached.Task, WaitUntilDoneAsync(database, ended, mails: week));
                    },
                    clock.Environment
                );
                Assert.True(wasAlive, output);
                kills++;
                exact += (isState ? writer is not null : reached.Task.IsCompleted) ? 1 : 0;
                writer?.Dispose();
                writer = null;
            }

            reached = null; // from now on nothing is stopped
            await DaemonProcess.RunAndKillAsync(
                ["run", "--config", settings],
                ended => WaitUntilDoneAsync(database, ended, mails: week),
                clock.Environment
            );

            using var connection = database.Open();
            var row = GetDigests(connection).MaxBy(mail => mail.DueAt)!;
            Assert.Equal(week, GetDigests(connection).Count);
            // An alert that the digest may not have arrived can follow it.
            var copies = server.AcceptedMessages.Where(message => HasId(message, row.MessageId)).ToList();
            Assert.InRange(copies.Count, 1, isHandedOver && afterCrash == "again" ? 2 : 1);
            Assert.Single(copies.Distinct());
            Assert.True(row.State == MailState.Sent || (isHandedOver && row.State == MailState.Unknown), row.Reason);
            Assert.True(isHandedOver || !row.IsUncertain, row.Reason);
            twice += copies.Count - 1;
            unknown += row.State == MailState.Unknown ? 1 : 0;
        }

        Assert.True(isHandedOver || kills == killsPerMail * weeks, $"{kills} kills");
        Assert.True(isState || isHandedOver || exact == kills, $"{exact} of {kills} kills there");
        TestScale.WriteLine(
            $"{step}: {kills} kills, {exact} exactly there; {weeks} mails, 0 lost, {twice} arrived twice, "
                + $"{unknown} unknown"
        );
    }

    /// <summary>Waits until a mail has reached a state, and blocks all other writers.</summary>
    private static async Task<DbConnection?> WaitForStateAsync(
        Database database,
        MailState state,
        CancellationToken cancellationToken
    )
    {
        using var connection = database.Open();
        while (!GetDigests(connection).Any(row => row.State >= state && row.IsWaiting))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken); // polls another process
        }

        var writer = StartWriting(database);
        if (GetDigests(connection).Any(row => row.State == state))
        {
            return writer;
        }

        writer.Dispose(); // the mail was faster
        return null;
    }

    /// <summary>Starts a write; other writers wait until the connection is disposed.</summary>
    private static DbConnection StartWriting(Database database)
    {
        var connection = database.Open();
        connection.BeginTransaction();
        return connection;
    }

    private static void CountOutcomes(
        Database database,
        SmtpServerFixture server,
        ref int mails,
        ref int twice,
        ref int unknown
    )
    {
        using var connection = database.Open();
        foreach (var row in GetDigests(connection))
        {
            var copies = server.AcceptedMessages.Where(message => HasId(message, row.MessageId)).ToList();
            Assert.True(
                row.State switch
                {
                    MailState.Sent => copies.Count == 1 || (copies.Count == 2 && row.IsUncertain),
                    MailState.Unknown => copies.Count <= 2,
                    _ => false,
                },
                $"{row.MessageId}: {row.State}, {copies.Count} copies, {row.Reason}"
            );
            Assert.True(copies.Distinct().Count() <= 1, "The copies differ.");
            mails++;
            twice += copies.Count == 2 ? 1 : 0;
            unknown += row.State == MailState.Unknown ? 1 : 0;
        }

        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    /// <summary>Waits until no mail is waiting.</summary>
    private static async Task WaitUntilDoneAsync(
        Database database,
        CancellationToken cancellationToken,
        int mails = AthleteCount
    )
    {
        while (!IsDone(database, mails))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static bool IsDone(Database database, int mails = AthleteCount)
    {
        using var connection = database.Open();
        var rows = GetDigests(connection);
        return rows.Count == mails && rows.All(row => !row.IsWaiting);
    }

    private static int CountByState(Database database, MailState state)
    {
        using var connection = database.Open();
        return GetDigests(connection).Count(row => row.State == state);
    }

    private static long GetMessageBytes(Database database)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long>("SELECT MAX(length(message)) FROM mail_messages");
    }

    private static List<MailRow> GetDigests(DbConnection connection) =>
        [
            .. AthleteRepository
                .GetAllIds(connection)
                .SelectMany(athlete => MailRepository.GetAll(connection, athlete))
                .Where(mail => mail.Kind == MailKind.Digest),
        ];

    private Database CreateDatabase() =>
        new(
            new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, "data") } },
            TimeProvider.System
        );

    private static void AddMails(Database database, int athletes = AthleteCount)
    {
        using var connection = database.Open();
        for (var athlete = 0; athlete < athletes; athlete++)
        {
            AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System);
        }

        // Created after all slots but the one of an hour ago.
        connection.Execute("UPDATE athletes SET created_at = created_at - 7200");
    }

    private static void DeleteMails(Database database)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM mails");
    }

    private static string Name(int athlete) => $"a{athlete}";

    private async Task<string> SettingsAsync(
        int port,
        int athletes = AthleteCount,
        bool logsIn = false,
        string afterCrash = "again"
    )
    {
        var slot = TimeProvider.System.GetUtcNow().AddHours(-1);
        var entries = Enumerable
            .Range(0, athletes)
            .Select(athlete =>
                $$"""
                    { "Name": "{{Name(athlete)}}", "Email": "{{Name(athlete)}}@example.org", "TimeZone": "UTC",
                      "Digest": {"Day": "{{slot.DayOfWeek}}", "Time": "{{slot:HH:mm}}"} }
                    """
            );
        var login = logsIn ? """, "Username": "anna", "Password": "sesame" """ : "";
        var file = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(
                Path.Combine(_directory, "data")
            )}}, "Listen": "", "WakeSeconds": 1},
              "Athletes": [{{string.Join(',', entries)}}],
              "Mail": {
                "From": "digest@example.org", "Operator": "operator@example.org", "AfterCrash": "{{afterCrash}}",
                "Smtp": {"Host": "127.0.0.1", "Port": {{port}}, "Security": "none"{{login}}}
              }
            }
            """
        );
        return file;
    }

    private static bool HasId(string message, string? messageId) =>
        IdPattern().Match(message).Groups[1].Value == messageId;

    [GeneratedRegex("^Message-I[dD]: (<[^>]+>)", RegexOptions.Multiline)]
    private static partial Regex IdPattern();

    /// <summary>Counts SMTP commands and completes a task after some of them.</summary>
    private sealed class CommandCounter
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _reached = new();
        private int _left;

        public string? Count(string command)
        {
            lock (_gate)
            {
                if (--_left == 0)
                {
                    _reached.TrySetResult();
                }
            }

            return null;
        }

        public Task WaitAsync(int commands)
        {
            lock (_gate)
            {
                _left = commands;
                _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _reached.Task;
            }
        }
    }
}
