using System.Text.Json;
using System.Text.RegularExpressions;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Store;
using ActivitySync.Tests.Mail;
using ActivitySync.Tests.RealParts;
using Dapper;

namespace ActivitySync.Tests.Dependability;

/// <summary>The daemon is killed (SIGKILL) again and again while it sends, and started again: each mail arrives once, or twice at most as the same mail.</summary>
public sealed partial class SendLoopKillTests : IDisposable
{
    private const int Runners = 12;

    /// <summary>Six commands a mail: a run is killed within its first mails, or at rest.</summary>
    private const int MostCommands = 6 * 6;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-send-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Killed_at_any_moment_of_a_send_loop_no_mail_is_lost_and_none_comes_a_third_time()
    {
        var dice = Scale.Dice();
        var heard = new CommandCount();
        await using var server = new SmtpServer { Script = heard.Hear };
        var settings = await SettingsAsync(server.Port);
        var database = new Database(new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, "data") } }, TimeProvider.System);
        Enter(database);
        var (kills, onTheWay, twice, unknown, mails) = (0, 0, 0, 0, 0);
        var wanted = Scale.Of(6, 300);
        while (kills < wanted)
        {
            Forget(database);
            server.Taken.Clear();
            do
            {
                var moment = heard.After(1 + dice.Next(MostCommands));
                var wait = TimeSpan.FromMilliseconds(dice.Next(8));
                var early = TimeSpan.FromMilliseconds(dice.Next(2500));
                var anywhere = kills % 4 == 3;
                var (wasAlive, said) = await Daemon.KillAsync(["run", "--config", settings], async ended =>
                {
                    if (anywhere)
                    {
                        await Task.Delay(early, ended);
                        return;
                    }

                    await Task.WhenAny(moment, RestAsync(database, ended));
                    await Task.Delay(wait, ended);
                });
                Assert.True(wasAlive, said);
                kills++;
                onTheWay += CountIn(database, MailState.Sending);
            }
            while (kills < wanted && !IsDecided(database));

            if (!IsDecided(database)) await Daemon.KillAsync(["run", "--config", settings], ended => RestAsync(database, ended));
            Judge(database, server, ref mails, ref twice, ref unknown);
        }

        Scale.Say($"{kills} kills, {onTheWay} with a mail on its way; {mails} mails, {twice} came twice, {unknown} left unknown");
    }

    private static void Judge(Database database, SmtpServer server, ref int mails, ref int twice, ref int unknown)
    {
        using var store = database.Open();
        foreach (var row in Rows(store))
        {
            var copies = server.Taken.Where(message => IdPattern().Match(message).Groups[1].Value == row.MessageId).ToList();
            Assert.True(
                row.State switch
                {
                    MailState.Sent => copies.Count == 1 || (copies.Count == 2 && row.Uncertain == 1),
                    MailState.Unknown => copies.Count <= 2,
                    _ => false,
                },
                $"{row.MessageId}: {row.State}, {copies.Count} copies, {row.Reason}");
            Assert.True(copies.Distinct().Count() <= 1, "Not the same bytes.");
            mails++;
            twice += copies.Count == 2 ? 1 : 0;
            unknown += row.State == MailState.Unknown ? 1 : 0;
        }

        Assert.Equal("ok", store.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    /// <summary>Until every mail is decided.</summary>
    private static async Task RestAsync(Database database, CancellationToken cancellationToken)
    {
        while (!IsDecided(database)) await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
    }

    private static bool IsDecided(Database database)
    {
        using var store = database.Open();
        var rows = Rows(store);
        return rows.Count == Runners && rows.All(row => !MailState.IsWaiting(row.State));
    }

    private static int CountIn(Database database, string state)
    {
        using var store = database.Open();
        return Rows(store).Count(row => row.State == state);
    }

    private static List<MailRow> Rows(System.Data.Common.DbConnection store) =>
        [.. Athletes.Ids(store).SelectMany(athlete => Mails.Of(store, athlete)).Where(mail => mail.Kind == MailKind.Digest)];

    private static void Enter(Database database)
    {
        using var store = database.Open();
        for (var runner = 0; runner < Runners; runner++) Athletes.IdOf(store, Name(runner), TimeProvider.System);
        store.Execute("UPDATE athletes SET created_at = created_at - 7200"); // known before the slot of an hour ago, and of no other
    }

    private static void Forget(Database database)
    {
        using var store = database.Open();
        store.Execute("DELETE FROM mails");
    }

    private static string Name(int runner) => $"r{runner}";

    private async Task<string> SettingsAsync(int port)
    {
        var slot = TimeProvider.System.GetUtcNow().AddHours(-1);
        var runners = Enumerable.Range(0, Runners).Select(runner =>
            $$"""{"Name": "{{Name(runner)}}", "Email": "{{Name(runner)}}@example.org", "TimeZone": "UTC", "Digest": {"Day": "{{slot.DayOfWeek}}", "Time": "{{slot:HH:mm}}"} }""");
        var file = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(file, $$"""
            {
              "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(Path.Combine(_directory, "data"))}}, "Listen": "", "WakeSeconds": 1},
              "Athletes": [{{string.Join(',', runners)}}],
              "Mail": {"From": "digest@example.org", "Operator": "operator@example.org", "Smtp": {"Host": "127.0.0.1", "Port": {{port}}, "Security": "none"} }
            }
            """);
        return file;
    }

    [GeneratedRegex("^Message-I[dD]: (<[^>]+>)", RegexOptions.Multiline)]
    private static partial Regex IdPattern();

    /// <summary>Tells when so many commands were heard.</summary>
    private sealed class CommandCount
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _reached = new();
        private int _left;

        public string? Hear(string command)
        {
            lock (_gate)
            {
                if (--_left == 0) _reached.TrySetResult();
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
