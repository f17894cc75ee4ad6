namespace ActivitySync.Configuration;

/// <summary>Parses all settings except <c>Athletes</c> and <c>Rules</c>: keys, defaults and ranges.</summary>
internal static class AppSettingsParser
{
    private const int MaxPort = 65535;
    private const int HoursPerWeek = 168;
    private const int SecondsPerHour = 3600;
    private const int MaxMailsPerDay = 50;
    private const int MaxMailConnections = 32;
    private const double MinMailsPerSecond = 0.1;
    private const double MaxMailsPerSecond = 1000;
    private const int MaxBackups = 365;

    private static readonly Dictionary<string, LogFormat> LogFormats = new()
    {
        ["text"] = LogFormat.Text,
        ["json"] = LogFormat.Json,
    };

    private static readonly Dictionary<string, AfterCrash> AfterCrashChoices = new()
    {
        ["again"] = AfterCrash.Again,
        ["never"] = AfterCrash.Never,
    };

    private static readonly Dictionary<string, SmtpSecurity> Securities = new()
    {
        ["starttls"] = SmtpSecurity.StartTls,
        ["tls"] = SmtpSecurity.Tls,
        ["none"] = SmtpSecurity.None,
    };

    public static AppSettings Parse(
        SettingsReader reader,
        IReadOnlyList<SourceSettingsParser> sources,
        IReadOnlyCollection<SourceName> usedSources
    )
    {
        var daemon = ParseDaemon(reader);
        var page = PageSettingsParser.Parse(reader);
        var notify = NotifySettingsParser.Parse(reader);
        var store = StoreSettingsParser.Parse(reader);
        var backup = ParseBackup(reader);
        var athletes = AthleteSettingsParser.Parse(reader, sources, page.Enabled && daemon.Listen.Length > 0);
        var used = athletes.SelectMany(athlete => athlete.Sources.Enabled).Concat(usedSources).ToHashSet();
        var settings = new AppSettings
        {
            ActivitySync = daemon,
            Page = page,
            Notify = notify,
            Store = store,
            Backup = backup,
            FileAthletes = athletes,
            SourceSettings = [.. sources.Select(source => source.Parse(reader, used.Contains(source.Name)))],
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
                "is set, but ActivitySync:Listen is \"\", so there is no page. Set Listen, or set PublicUrl to null."
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
        const string Expected = "an address like \"http://127.0.0.1:8787\", or \"\" for no page";
        var listen = reader.GetTextOrEmpty("ActivitySync:Listen", defaultValue, Expected);
        if (listen.Length == 0)
        {
            return listen;
        }

        if (DaemonSettings.ParseListenAddress(listen) is not { Scheme: "http" or "https" } address)
        {
            reader.AddError("ActivitySync:Listen", $"\"{listen}\" is invalid; expected {Expected}.");
        }
        else if (address.Scheme == "https")
        {
            reader.AddError(
                "ActivitySync:Listen",
                "HTTPS is not supported here; use http and terminate TLS in a reverse proxy (Caddy, nginx)."
            );
        }
        else if (address.PathAndQuery.Length > 1)
        {
            reader.AddError("ActivitySync:Listen", $"\"{listen}\" is invalid; expected host and port only.");
        }

        return listen;
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
            Connections = reader.GetNumber("Mail:Connections", defaults.Connections, 1, MaxMailConnections),
            PerSecond = reader.GetDecimal("Mail:PerSecond", MinMailsPerSecond, MaxMailsPerSecond),
            AfterCrash = reader.GetChoice("Mail:AfterCrash", defaults.AfterCrash, AfterCrashChoices),
            PickupDirectory = reader.GetFolder("Mail:PickupDirectory"),
            Smtp = new SmtpSettings
            {
                Host = ParseSmtpHost(reader),
                Port = reader.GetNumber("Mail:Smtp:Port", smtp.Port, 1, MaxPort),
                Security = reader.GetChoice("Mail:Smtp:Security", smtp.Security, Securities),
                Username = reader.GetText("Mail:Smtp:Username"),
                Password = reader.GetText("Mail:Smtp:Password", isSecret: true),
                HelloName = ParseHelloName(reader),
            },
        };
        if (mail.Smtp.Host is not null && mail.PickupDirectory is not null)
        {
            reader.AddError("Mail:PickupDirectory", "is set in addition to Mail:Smtp:Host; remove one.");
        }

        if ((mail.Smtp.Host ?? mail.PickupDirectory) is not null && mail.From is null)
        {
            reader.AddError("Mail:From", "is missing. Set the address the emails come from.");
        }

        const string NeedsBoth = "is missing; a login needs both Username and Password.";
        if (mail.Smtp is { Username: null, Password: not null })
        {
            reader.AddError("Mail:Smtp:Username", NeedsBoth);
        }

        if (mail.Smtp is { Username: not null, Password: null })
        {
            reader.AddMissingSecret("Mail:Smtp:Password", NeedsBoth);
        }

        if (
            mail.Smtp is { Security: SmtpSecurity.None, Password: not null }
            && !SmtpSettings.IsLocalHost(mail.Smtp.Host)
        )
        {
            reader.AddError(
                "Mail:Smtp:Security",
                "\"none\" would send the password unencrypted; use \"starttls\" or \"tls\"."
            );
        }

        return mail;
    }

    private static string? ParseHelloName(SettingsReader reader)
    {
        const string Expected = "a host name or an address in brackets, like \"mail.example.org\" or \"[192.0.2.1]\"";
        var name = reader.GetText("Mail:Smtp:HelloName", expected: Expected);
        if (name is not null && !HelloName.IsValid(name))
        {
            reader.AddError("Mail:Smtp:HelloName", $"\"{name}\" is invalid; expected {Expected}.");
        }

        return name;
    }

    private static string? ParseSmtpHost(SettingsReader reader)
    {
        const string Expected = "the name or address of a mail server, like \"smtp.example.org\"";
        var host = reader.GetText("Mail:Smtp:Host", expected: Expected);
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            reader.AddError(
                "Mail:Smtp:Host",
                $"\"{host}\" is invalid; expected {Expected}, without protocol and port."
            );
        }

        return host;
    }
}
