using System.CommandLine;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>The flags of <c>setup</c>: one for each question, and some for settings with a default.</summary>
internal static class SetupOptions
{
    public const string FilesChoice = "files";

    /// <summary>The sources in the order in which they are asked for.</summary>
    public static readonly IReadOnlyList<SourceDescriptor> SetupSources =
    [
        .. SourceDescriptors.All.OrderBy(source => source.Name.Text, StringComparer.Ordinal),
    ];

    /// <summary>The words that choose sources: <c>files</c> and the names of the sources.</summary>
    public static readonly IReadOnlyList<string> SourceChoices =
    [
        FilesChoice,
        .. SetupSources.Select(source => source.Name.Text),
    ];

    public static readonly Option<string?> Email = CreateOption("--email", "ADDRESS", "Where the emails go.");
    public static readonly Option<string?> Name = CreateOption(
        "--name",
        "NAME",
        "The athlete's name in commands. Default: the part of the address before the @."
    );
    public static readonly Option<string?> TimeZone = CreateOption(
        "--time-zone",
        "ZONE",
        "The athlete's time zone: Europe/Berlin, or a large city in it."
    );
    public static readonly Option<string?> Language = CreateOption(
        "--language",
        "LANGUAGE",
        "Language of the emails. Default: the machine's, else en."
    );
    public static readonly Option<string?> Units = CreateOption(
        "--units",
        "UNITS",
        "metric or imperial. Default: the machine's."
    );
    public static readonly Option<string?> Budget = CreateOption(
        "--budget",
        "BUDGET",
        "regular: weekly to monthly massages; occasional: around races; none: five minutes at home."
    );
    public static readonly Option<string?> Sources = CreateOption(
        "--sources",
        "SOURCES",
        $"Where the runs come from: {string.Join(", ", SourceChoices)}; several with commas."
    );
    public static readonly Option<string?> Inbox = CreateOption(
        "--inbox",
        "DIR",
        "The folder to watch for activity files and exports."
    );
    private static readonly IReadOnlyDictionary<SourceOption, Option<string?>> SourceOptions = SetupSources
        .SelectMany(source => source.SetupSteps)
        .ToDictionary(
            step => step.Option,
            step => CreateOption(step.Option.Name, step.Option.ValueName, step.Option.Description)
        );
    public static readonly Option<string?> MailHost = CreateOption(
        "--mail-host",
        "HOST",
        "The mail server; 'none' writes emails into a folder."
    );
    public static readonly Option<string?> MailPort = CreateOption(
        "--mail-port",
        "PORT",
        "The mail server's port. Default: tries 587, then 465."
    );
    public static readonly Option<string?> MailSecurity = CreateOption(
        "--mail-security",
        "WORD",
        "starttls, tls or none. Default: the usual one for the port."
    );
    public static readonly Option<string?> MailUser = CreateOption(
        "--mail-user",
        "NAME",
        "The user name at the mail server; 'none' if it needs no login."
    );
    public static readonly Option<string?> MailPasswordFile = CreateOption(
        "--mail-password-file",
        "FILE",
        "A file with the password at the mail server."
    );
    public static readonly Option<string?> MailFrom = CreateOption(
        "--mail-from",
        "ADDRESS",
        "The sender. Default: the user name if it is an address, else the athlete's address."
    );
    public static readonly Option<string?> DigestDay = CreateOption(
        "--digest-day",
        "DAY",
        "The day of the weekly email. Default: Sunday."
    );
    public static readonly Option<string?> DigestTime = CreateOption(
        "--digest-time",
        "TIME",
        "The time of the weekly email. Default: 19:00."
    );
    public static readonly Option<string?> NextRace = CreateOption(
        "--next-race",
        "RACE",
        "The next race: \"18.04.2027 City Marathon 42.2 km\"."
    );
    public static readonly Option<string?> LastMassage = CreateOption(
        "--last-massage",
        "MASSAGE",
        "The last massage: \"20.11.2026 deep\"."
    );
    public static readonly Option<string?> FirstDigest = CreateOption(
        "--first-digest",
        "yes|no",
        "Whether a first digest is sent at the end. Default: asks; no if nobody answers."
    );
    public static readonly Option<string?> Data = CreateOption(
        "--data",
        "DIR",
        "The data directory. Default: data next to the settings file; /var/lib/activitysync for settings in /etc."
    );
    public static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Replaces existing settings. The old file is kept next to the new one.",
    };
    public static readonly Option<bool> SkipChecks = new("--unchecked")
    {
        Description = "Doesn't test the answers with sources and the mail server.",
    };

    private static readonly (string Key, Option<string?> Flag, string Words)[] MailSettingOptions =
    [
        ("Mail:Smtp:Host", MailHost, "the server's name"),
        ("Mail:Smtp:Port", MailPort, "its port"),
        ("Mail:Smtp:Security", MailSecurity, "its security"),
        ("Mail:Smtp:Username", MailUser, "the user name"),
        ("Mail:Smtp:Password", MailPasswordFile, "the password"),
        ("Mail:From", MailFrom, "the sender"),
    ];

    public static IReadOnlyList<Option> All { get; } =
    [
        Email,
        Name,
        TimeZone,
        Language,
        Units,
        Budget,
        Sources,
        Inbox,
        .. SourceOptions.Values,
        MailHost,
        MailPort,
        MailSecurity,
        MailUser,
        MailPasswordFile,
        MailFrom,
        DigestDay,
        DigestTime,
        NextRace,
        LastMassage,
        FirstDigest,
        Data,
        Replace,
        SkipChecks,
    ];

    /// <summary>Gets the flag that answers a question about a source.</summary>
    public static Option<string?> Get(SourceOption option) => SourceOptions[option];

    /// <summary>Replaces setting keys in a message by the flags that set them.</summary>
    public static string ReplaceSettingNames(string message) =>
        MailSettingOptions.Aggregate(message, (text, option) =>
            text.Replace(option.Key, option.Flag.Name, StringComparison.Ordinal)
        );

    /// <summary>Replaces setting keys in a message by words, for somebody who was asked and used no flag.</summary>
    public static string RemoveSettingNames(string message)
    {
        const string separator = ": ";
        var start = message.IndexOf(separator, StringComparison.Ordinal);
        var isAboutSettings = message.StartsWith("Mail:", StringComparison.Ordinal) && start >= 0;
        return MailSettingOptions.Aggregate(
            isAboutSettings ? message[(start + separator.Length)..] : message,
            (text, option) => text.Replace(option.Key, option.Words, StringComparison.Ordinal)
        );
    }

    private static Option<string?> CreateOption(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
