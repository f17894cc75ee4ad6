using Quartz;

namespace ActivitySync.Settings;

/// <summary>Every setting outside <c>Athletes</c>: its key, default and range.</summary>
internal static class AppSettingsParser
{
    private const int MostHistoryDays = 730;
    private const int LeastHistoryDays = 28;
    private const int MostCacheDays = 7; // Strava's API policy: no longer than seven days
    private const int MostPort = 65535;
    private const int HoursAWeek = 168;
    private const int SecondsAnHour = 3600;
    private const int MostMailsADay = 50;
    private const int MostBackups = 365;

    private static readonly Dictionary<string, LogFormat> LogFormats = new() { ["text"] = LogFormat.Text, ["json"] = LogFormat.Json };

    private static readonly Dictionary<string, StoreProvider> Providers = new() { ["sqlite"] = StoreProvider.Sqlite, ["postgres"] = StoreProvider.Postgres };

    private static readonly Dictionary<string, SmtpSecurity> Securities = new()
    {
        ["starttls"] = SmtpSecurity.StartTls,
        ["tls"] = SmtpSecurity.Tls,
        ["none"] = SmtpSecurity.None,
    };

    public static AppSettings Parse(SettingsReader reader)
    {
        var daemon = Daemon(reader);
        var store = Store(reader);
        var backup = Backup(reader);
        var athletes = AthleteSettingsParser.Parse(reader);
        var settings = new AppSettings
        {
            ActivitySync = daemon,
            Store = store,
            Backup = backup,
            Athletes = athletes,
            Strava = Strava(reader, athletes),
            Garmin = Garmin(reader),
            Mail = Mail(reader),
            Rules = RuleSettingsParser.Parse(reader),
        };
        return settings;
    }

    private static DaemonSettings Daemon(SettingsReader reader)
    {
        var defaults = new DaemonSettings();
        var folder = reader.Folder("ActivitySync:DataDirectory", defaults.DataDirectory)!;
        var listen = Listen(reader, defaults.Listen);
        var publicUrl = reader.Address("ActivitySync:PublicUrl", null);
        if (publicUrl is not null && listen.Length == 0)
            reader.Complain("ActivitySync:PublicUrl", "is set and ActivitySync:Listen is \"\", so nobody would answer there; set Listen, or PublicUrl to null.");
        return new DaemonSettings
        {
            DataDirectory = folder,
            Listen = listen,
            PublicUrl = publicUrl,
            LogFormat = reader.Choice("ActivitySync:LogFormat", defaults.LogFormat, LogFormats),
            WakeSeconds = reader.Number("ActivitySync:WakeSeconds", defaults.WakeSeconds, 1, SecondsAnHour),
            AlertAfterHours = reader.Number("ActivitySync:AlertAfterHours", defaults.AlertAfterHours, 1, HoursAWeek),
            HeartbeatUrl = reader.Address("ActivitySync:HeartbeatUrl", null, secret: true),
        };
    }

    private static string Listen(SettingsReader reader, string otherwise)
    {
        var listen = reader.TextOrEmpty("ActivitySync:Listen", otherwise, "an address like \"http://127.0.0.1:8787\", or \"\" for no page");
        if (listen.Length == 0) return listen;
        if (DaemonSettings.AddressOf(listen) is not { Scheme: "http" or "https" } address)
            reader.Complain("ActivitySync:Listen", "wants an address like \"http://127.0.0.1:8787\", or \"\" for no page.");
        else if (address.Scheme == "https")
            reader.Complain("ActivitySync:Listen", "\"https\" wants a certificate, which this program does not keep; use http and let a proxy (Caddy, nginx) speak https.");
        else if (address.PathAndQuery.Length > 1)
            reader.Complain("ActivitySync:Listen", "wants host and port alone, nothing after them.");
        return listen;
    }

    private static StoreSettings Store(SettingsReader reader)
    {
        var provider = reader.Choice("Store:Provider", StoreProvider.Sqlite, Providers);
        if (provider == StoreProvider.Postgres) reader.Complain("Store:Provider", "\"postgres\" is not in this version yet; use \"sqlite\".");
        var connection = reader.Text("Store:ConnectionString", secret: true, takes: "a connection string of SQLite, like \"Data Source=/var/lib/activitysync/activitysync.db\"");
        if (connection is not null && provider == StoreProvider.Sqlite && !NamesAFile(connection))
            reader.Complain("Store:ConnectionString", "wants a connection string of SQLite whose Data Source is a file, like \"Data Source=/var/lib/activitysync/activitysync.db\".");
        return new StoreSettings { Provider = provider, ConnectionString = connection };
    }

    private static bool NamesAFile(string connection)
    {
        try
        {
            return new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection) is { DataSource.Length: > 0, Mode: not Microsoft.Data.Sqlite.SqliteOpenMode.Memory } given
                && !given.DataSource.StartsWith(':')
                && !Directory.Exists(given.DataSource);
        }
        catch (Exception trouble) when (trouble is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static BackupSettings Backup(SettingsReader reader)
    {
        var defaults = new BackupSettings();
        return new BackupSettings
        {
            Directory = reader.Folder("Backup:Directory"),
            Keep = reader.Number("Backup:Keep", defaults.Keep, 1, MostBackups),
            Time = reader.TimeOfDay("Backup:Time", defaults.Time),
        };
    }

    private static StravaSettings Strava(SettingsReader reader, IReadOnlyList<AthleteSettings> athletes)
    {
        var defaults = new StravaSettings();
        var wanted = athletes.Any(athlete => athlete.Sources.Strava);
        var id = reader.Text("Strava:ClientId", takes: "the number shown at strava.com/settings/api", digits: true);
        var secret = reader.Text("Strava:ClientSecret", secret: true);
        if (wanted && id is null)
            reader.Complain("Strava:ClientId", "is missing and a runner has Sources:Strava on; copy it from strava.com/settings/api, or turn Strava off.");
        if (wanted && secret is null)
            reader.Miss("Strava:ClientSecret", "is missing and a runner has Sources:Strava on; copy it from strava.com/settings/api (Strava__ClientSecret_FILE keeps it out of this file).");
        if (id is not null && !id.All(char.IsAsciiDigit)) reader.Complain("Strava:ClientId", "wants the number shown at strava.com/settings/api.");
        return new StravaSettings
        {
            ClientId = id,
            ClientSecret = secret,
            ApiUrl = reader.Address("Strava:ApiUrl", defaults.ApiUrl)!,
            OAuthUrl = reader.Address("Strava:OAuthUrl", defaults.OAuthUrl)!,
            SyncSchedule = Cron(reader, "Strava:SyncSchedule", defaults.SyncSchedule),
            HistoryDays = reader.Number("Strava:HistoryDays", defaults.HistoryDays, LeastHistoryDays, MostHistoryDays),
            CacheDays = reader.Number("Strava:CacheDays", defaults.CacheDays, 1, MostCacheDays),
        };
    }

    private static GarminSettings Garmin(SettingsReader reader)
    {
        var defaults = new GarminSettings();
        return new GarminSettings
        {
            ApiUrl = reader.Address("Garmin:ApiUrl", defaults.ApiUrl)!,
            SyncSchedule = Cron(reader, "Garmin:SyncSchedule", defaults.SyncSchedule),
            HistoryDays = reader.Number("Garmin:HistoryDays", defaults.HistoryDays, LeastHistoryDays, MostHistoryDays),
        };
    }

    private static MailSettings Mail(SettingsReader reader)
    {
        var defaults = new MailSettings();
        var smtp = new SmtpSettings();
        var mail = new MailSettings
        {
            From = AthleteSettingsParser.Email(reader, "Mail:From", required: false),
            Operator = AthleteSettingsParser.Email(reader, "Mail:Operator", required: false),
            DailyLimit = reader.Number("Mail:DailyLimit", defaults.DailyLimit, 1, MostMailsADay),
            PickupDirectory = reader.Folder("Mail:PickupDirectory"),
            Smtp = new SmtpSettings
            {
                Host = Host(reader),
                Port = reader.Number("Mail:Smtp:Port", smtp.Port, 1, MostPort),
                Security = reader.Choice("Mail:Smtp:Security", smtp.Security, Securities),
                Username = reader.Text("Mail:Smtp:Username"),
                Password = reader.Text("Mail:Smtp:Password", secret: true),
            },
        };
        if (mail.Smtp.Host is not null && mail.PickupDirectory is not null)
            reader.Complain("Mail:PickupDirectory", "stands beside Mail:Smtp:Host; mails go one way or the other, so keep one.");
        if ((mail.Smtp.Host ?? mail.PickupDirectory) is not null && mail.From is null)
            reader.Complain("Mail:From", "is missing; it is the address the mails come from.");
        const string WantsBoth = "is missing; a login wants both Username and Password.";
        if (mail.Smtp is { Username: null, Password: not null }) reader.Complain("Mail:Smtp:Username", WantsBoth);
        if (mail.Smtp is { Username: not null, Password: null }) reader.Miss("Mail:Smtp:Password", WantsBoth);
        if (mail.Smtp is { Security: SmtpSecurity.None, Password: not null } && !SmtpSettings.IsThisMachine(mail.Smtp.Host))
            reader.Complain("Mail:Smtp:Security", "\"none\" would send the password readable over the network; use \"starttls\" or \"tls\".");
        return mail;
    }

    private static string? Host(SettingsReader reader)
    {
        const string takes = "the name or address of a mail server, like \"smtp.example.org\"";
        var host = reader.Text("Mail:Smtp:Host", takes: takes);
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown) reader.Complain("Mail:Smtp:Host", $"\"{host}\": wants {takes}, without protocol and port.");
        return host;
    }

    private static string Cron(SettingsReader reader, string key, string otherwise)
    {
        var cron = reader.Text(key, otherwise, takes: "a Quartz cron expression, in UTC")!;
        if (!CronExpression.TryParse(cron, out _)) reader.Complain(key, $"\"{cron}\" is no Quartz cron expression; half past and on the hour is \"0 0/30 * * * ?\".");
        return cron;
    }
}
