using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Mail.Transport;
using Dapper;

namespace ActivitySync.Tests.Reliability;

/// <summary>The daemon is killed (SIGKILL) again and again while it sends, and started again: each mail arrives once, or twice at most as the same mail.</summary>
public sealed partial class OutboxCrashTests : IDisposable
{
    private const int AthleteCount = 12;

    /// <summary>Six commands a mail: a run is killed within its first mails, or at rest.</summary>
    private const int MaxCommands = 6 * 6;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-send-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Killed_at_any_moment_of_a_send_loop_no_mail_is_lost_and_none_comes_a_third_time()
    {
        var dice = TestScale.CreateRandom();
        var heard = new CommandCounter();
        await using var server = new SmtpServerFixture { Script = heard.Count };
        var settings = await SettingsAsync(server.Port);
        var database = new Database(
            new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, "data") } },
            TimeProvider.System
        );
        AddMails(database);
        var (kills, onTheWay, twice, unknown, mails) = (0, 0, 0, 0, 0);
        var wanted = TestScale.Choose(6, 300);
        while (kills < wanted)
        {
            DeleteMails(database);
            server.AcceptedMessages.Clear();
            do
            {
                var moment = heard.After(1 + dice.Next(MaxCommands));
                var wait = TimeSpan.FromMilliseconds(dice.Next(8));
                var early = TimeSpan.FromMilliseconds(dice.Next(2500));
                var anywhere = kills % 4 == 3;
                var (wasAlive, said) = await DaemonProcess.RunAndKillAsync(["run", "--config", settings], async ended =>
                {
                    if (anywhere)
                    {
                        await Task.Delay(early, ended);
                        return;
                    }

                    await Task.WhenAny(moment, WaitUntilDecidedAsync(database, ended));
                    await Task.Delay(wait, ended);
                });
                Assert.True(wasAlive, said);
                kills++;
                onTheWay += CountIn(database, MailState.Sending);
            } while (kills < wanted && !IsDecided(database));

            if (!IsDecided(database))
            {
                await DaemonProcess.RunAndKillAsync(["run", "--config", settings], ended =>
                    WaitUntilDecidedAsync(database, ended)
                );
            }

            CountOutcomes(database, server, ref mails, ref twice, ref unknown);
        }

        TestScale.WriteLine(
            $"{kills} kills, {onTheWay} with a mail on its way; {mails} mails, {twice} came twice, {unknown} left unknown"
        );
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
        foreach (var row in Rows(connection))
        {
            var copies = server
                .AcceptedMessages.Where(message => IdPattern().Match(message).Groups[1].Value == row.MessageId)
                .ToList();
            Assert.True(
                row.State switch
                {
                    MailState.Sent => copies.Count == 1 || (copies.Count == 2 && row.IsUncertain),
                    MailState.Unknown => copies.Count <= 2,
                    _ => false,
                },
                $"{row.MessageId}: {row.State}, {copies.Count} copies, {row.Reason}"
            );
            Assert.True(copies.Distinct().Count() <= 1, "Not the same bytes.");
            mails++;
            twice += copies.Count == 2 ? 1 : 0;
            unknown += row.State == MailState.Unknown ? 1 : 0;
        }

        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    /// <summary>Until every mail is decided.</summary>
    private static async Task WaitUntilDecidedAsync(Database database, CancellationToken cancellationToken)
    {
        while (!IsDecided(database))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static bool IsDecided(Database database)
    {
        using var connection = database.Open();
        var rows = Rows(connection);
        return rows.Count == AthleteCount && rows.All(row => !row.IsWaiting);
    }

    private static int CountIn(Database database, MailState state)
    {
        using var connection = database.Open();
        return Rows(connection).Count(row => row.State == state);
    }

    private static List<MailRow> Rows(System.Data.Common.DbConnection connection) =>
        [
            .. AthleteRepository
                .GetAllIds(connection)
                .SelectMany(athlete => MailRepository.GetAll(connection, athlete))
                .Where(mail => mail.Kind == MailKind.Digest),
        ];

    private static void AddMails(Database database)
    {
        using var connection = database.Open();
        for (var runner = 0; runner < AthleteCount; runner++)
        {
            AthleteRepository.GetOrAddId(connection, Name(runner), TimeProvider.System);
        }

        connection.Execute("UPDATE athletes SET created_at = created_at - 7200"); // known before the slot of an hour ago, and of no other
    }

    private static void DeleteMails(Database database)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM mails");
    }

    private static string Name(int runner) => $"r{runner}";

    private async Task<string> SettingsAsync(int port)
    {
        var slot = TimeProvider.System.GetUtcNow().AddHours(-1);
        var runners = Enumerable
            .Range(0, AthleteCount)
            .Select(runner =>
                $$"""{"Name": "{{Name(runner)}}", "Email": "{{Name(runner)}}@example.org", "TimeZone": "UTC", "Digest": {"Day": "{{slot.DayOfWeek}}", "Time": "{{slot:HH:mm}}"} }"""
            );
        var file = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(
                Path.Combine(_directory, "data")
            )}}, "Listen": "", "WakeSeconds": 1},
              "Athletes": [{{string.Join(',', runners)}}],
              "Mail": {"From": "digest@example.org", "Operator": "operator@example.org", "Smtp": {"Host": "127.0.0.1", "Port": {{port}}, "Security": "none"} }
            }
            """
        );
        return file;
    }

    [GeneratedRegex("^Message-I[dD]: (<[^>]+>)", RegexOptions.Multiline)]
    private static partial Regex IdPattern();

    /// <summary>Tells when so many commands were heard.</summary>
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

        public Task After(int commands)
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
