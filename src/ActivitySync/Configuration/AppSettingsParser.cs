namespace ActivitySync.Configuration;

/// <summary>Every setting outside <c>Athletes</c>: its key, default and range.</summary>
internal static class AppSettingsParser
{
    private const int MaxPort = 65535;
    private const int HoursPerWeek = 168;
    private const int SecondsPerHour = 3600;
    private const int MaxMailsPerDay = 50;
    private const int MaxBackups = 365;

    private static readonly Dictionary<string, LogFormat> LogFormats = new()
    {
        ["text"] = LogFormat.Text,
        ["json"] = LogFormat.Json,
    };

    private static readonly Dictionary<string, StoreProvider> Providers = new()
    {
        ["sqlite"] = StoreProvider.Sqlite,
        ["postgres"] = StoreProvider.Postgres,
    };

    private static readonly Dictionary<string, SmtpSecurity> Securities = new()
    {
        ["starttls"] = SmtpSecurity.StartTls,
        ["tls"] = SmtpSecurity.Tls,
        ["none"] = SmtpSecurity.None,
    };

    public static AppSettings Parse(SettingsReader reader, IReadOnlyList<SourceSettingsParser> sources)
    {
        var daemon = ParseDaemon(reader);
        var store = ParseStore(reader);
        var backup = ParseBackup(reader);
        var athletes = AthleteSettingsParser.Parse(reader, sources);
        var settings = new AppSettings
        {
            ActivitySync = daemon,
            Store = store,
            Backup = backup,
            Athletes = athletes,
            SourceSettings =
            [
                .. sources.Select(source =>
                    source.Parse(reader, athletes.Any(athlete => athlete.Sources.IsEnabled(source.Name)))
                ),
            ],
            Mail = ParseMail(reader),
            Rules = RuleSettingsParser.Parse(reader),
        };
        return settings;
    }

    private static DaemonSettings ParseDaemon(SettingsReader reader)
    {
        var defaults = new DaemonSettings();
        var folder = reader.GetFolder("ActivitySync:DataDirectory", defaults.DataDirectory)!;
        var listen = ParseListen(reader, defaults.Listen);
        var publicUrl = reader.GetAddress("ActivitySync:PublicUrl", null);
        if (publicUrl is not null && listen.Length == 0)
        {
            reader.AddError(
                "ActivitySync:PublicUrl",
                "is set and ActivitySync:Listen is \"\", so nobody would answer there; set Listen, or PublicUrl to null."
            );
        }

        return new DaemonSettings
        {
            DataDirectory = folder,
            Listen = listen,
            PublicUrl = publicUrl,
            LogFormat = reader.GetChoice("ActivitySync:LogFormat", defaults.LogFormat, LogFormats),
            WakeSeconds = reader.GetNumber("ActivitySync:WakeSeconds", defaults.WakeSeconds, 1, SecondsPerHour),
            AlertAfterHours = reader.GetNumber(
                "ActivitySync:AlertAfterHours",
                defaults.AlertAfterHours,
                1,
                HoursPerWeek
            ),
            HeartbeatUrl = reader.GetAddress("ActivitySync:HeartbeatUrl", null, isSecret: true),
        };
    }

    private static string ParseListen(SettingsReader reader, string defaultValue)
    {
        var listen = reader.GetTextOrEmpty(
            "ActivitySync:Listen",
            defaultValue,
            "an address like \"http://127.0.0.1:8787\", or \"\" for no page"
        );
        if (listen.Length == 0)
        {
            return listen;
        }

        if (DaemonSettings.ParseListenAddress(listen) is not { Scheme: "http" or "https" } address)
        {
            reader.AddError(
                "ActivitySync:Listen",
                "wants an address like \"http://127.0.0.1:8787\", or \"\" for no page."
            );
        }
        else if (address.Scheme == "https")
        {
            reader.AddError(
                "ActivitySync:Listen",
                "\"https\" wants a certificate, which this program does not keep; use http and let a proxy (Caddy, nginx) speak https."
            );
        }
        else if (address.PathAndQuery.Length > 1)
        {
            reader.AddError("ActivitySync:Listen", "wants host and port alone, nothing after them.");
        }

        return listen;
    }

    private static StoreSettings ParseStore(SettingsReader reader)
    {
        var provider = reader.GetChoice("Store:Provider", StoreProvider.Sqlite, Providers);
        if (provider == StoreProvider.Postgres)
        {
            reader.AddError("Store:Provider", "\"postgres\" is not in this version yet; use \"sqlite\".");
        }

        var connection = reader.GetText(
            "Store:ConnectionString",
            isSecret: true,
            expected: "a connection string of SQLite, like \"Data Source=/var/lib/activitysync/activitysync.db\""
        );
        if (connection is not null && provider == StoreProvider.Sqlite && !IsFileConnection(connection))
        {
            reader.AddError(
                "Store:ConnectionString",
                "wants a connection string of SQLite whose Data Source is a file, like \"Data Source=/var/lib/activitysync/activitysync.db\"."
            );
        }

        return new StoreSettings { Provider = provider, ConnectionString = connection };
    }

    private static bool IsFileConnection(string connection)
    {
        try
        {
            return new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection)
                    is { DataSource.Length: > 0, Mode: not Microsoft.Data.Sqlite.SqliteOpenMode.Memory } given
                && !given.DataSource.StartsWith(':')
                && !Directory.Exists(given.DataSource);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private static BackupSettings ParseBackup(SettingsReader reader)
    {
        var defaults = new BackupSettings();
        return new BackupSettings
        {
            Directory = reader.GetFolder("Backup:Directory"),
            Keep = reader.GetNumber("Backup:Keep", defaults.Keep, 1, MaxBackups),
            Time = reader.GetTimeOfDay("Backup:Time", defaults.Time),
        };
    }

    private static MailSettings ParseMail(SettingsReader reader)
    {
        var defaults = new MailSettings();
        var smtp = new SmtpSettings();
        var mail = new MailSettings
        {
            From = AthleteSettingsParser.ParseEmail(reader, "Mail:From", required: false),
            Operator = AthleteSettingsParser.ParseEmail(reader, "Mail:Operator", required: false),
            DailyLimit = reader.GetNumber("Mail:DailyLimit", defaults.DailyLimit, 1, MaxMailsPerDay),
            PickupDirectory = reader.GetFolder("Mail:PickupDirectory"),
            Smtp = new SmtpSettings
            {
                Host = ParseSmtpHost(reader),
                Port = reader.GetNumber("Mail:Smtp:Port", smtp.Port, 1, MaxPort),
                Security = reader.GetChoice("Mail:Smtp:Security", smtp.Security, Securities),
                Username = reader.GetText("Mail:Smtp:Username"),
                Password = reader.GetText("Mail:Smtp:Password", isSecret: true),
            },
        };
        if (mail.Smtp.Host is not null && mail.PickupDirectory is not null)
        {
            reader.AddError(
                "Mail:PickupDirectory",
                "stands beside Mail:Smtp:Host; mails go one way or the other, so keep one."
            );
        }

        if ((mail.Smtp.Host ?? mail.PickupDirectory) is not null && mail.From is null)
        {
            reader.AddError("Mail:From", "is missing; it is the address the mails come from.");
        }

        const string WantsBoth = "is missing; a login wants both Username and Password.";
        if (mail.Smtp is { Username: null, Password: not null })
        {
            reader.AddError("Mail:Smtp:Username", WantsBoth);
        }

        if (mail.Smtp is { Username: not null, Password: null })
        {
            reader.AddMissingSecret("Mail:Smtp:Password", WantsBoth);
        }

        if (
            mail.Smtp is { Security: SmtpSecurity.None, Password: not null }
            && !SmtpSettings.IsLocalHost(mail.Smtp.Host)
        )
        {
            reader.AddError(
                "Mail:Smtp:Security",
                "\"none\" would send the password readable over the network; use \"starttls\" or \"tls\"."
            );
        }

        return mail;
    }

    private static string? ParseSmtpHost(SettingsReader reader)
    {
        const string takes = "the name or address of a mail server, like \"smtp.example.org\"";
        var host = reader.GetText("Mail:Smtp:Host", expected: takes);
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            reader.AddError("Mail:Smtp:Host", $"\"{host}\": wants {takes}, without protocol and port.");
        }

        return host;
    }
}
