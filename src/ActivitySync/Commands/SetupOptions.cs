using System.CommandLine;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>The flags of <c>setup</c>: one for each question, and some for what is otherwise assumed.</summary>
internal static class SetupOptions
{
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

    public const string FilesChoice = "files";

    public static readonly Option<string?> Email = CreateOption("--email", "ADDRESS", "Where the mails go.");
    public static readonly Option<string?> Name = CreateOption(
        "--name",
        "NAME",
        "The runner's name on the command line; default: what stands before the @."
    );
    public static readonly Option<string?> TimeZone = CreateOption(
        "--time-zone",
        "ZONE",
        "Where the runner lives: Europe/Berlin."
    );
    public static readonly Option<string?> Language = CreateOption(
        "--language",
        "LANGUAGE",
        "Of the mails; default: the machine's, else en."
    );
    public static readonly Option<string?> Units = CreateOption(
        "--units",
        "UNITS",
        "metric or imperial; default: the machine's."
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
        "The mail server; 'none' puts mails into a folder."
    );
    public static readonly Option<string?> MailPort = CreateOption(
        "--mail-port",
        "PORT",
        "Its port; default: 587 and then 465 are tried."
    );
    public static readonly Option<string?> MailSecurity = CreateOption(
        "--mail-security",
        "WORD",
        "starttls, tls or none; default: what goes with the port."
    );
    public static readonly Option<string?> MailUser = CreateOption(
        "--mail-user",
        "NAME",
        "The login at the mail server; 'none' if it wants none."
    );
    public static readonly Option<string?> MailPasswordFile = CreateOption(
        "--mail-password-file",
        "FILE",
        "A file that holds the password of the login."
    );
    public static readonly Option<string?> MailFrom = CreateOption(
        "--mail-from",
        "ADDRESS",
        "The sender; default: the login if it is an address, else the runner's."
    );
    public static readonly Option<string?> Data = CreateOption(
        "--data",
        "DIR",
        "The data directory; default: data beside the settings, /var/lib/activitysync for settings in /etc."
    );
    public static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Replaces settings that are there; the old file is kept beside it.",
    };
    public static readonly Option<bool> SkipChecks = new("--unchecked")
    {
        Description = "Asks no service and no mail server whether the answers are right.",
    };

    private static readonly (string Key, Option<string?> Flag)[] MailSettingOptions =
    [
        ("Mail:Smtp:Host", MailHost),
        ("Mail:Smtp:Port", MailPort),
        ("Mail:Smtp:Security", MailSecurity),
        ("Mail:Smtp:Username", MailUser),
        ("Mail:Smtp:Password", MailPasswordFile),
        ("Mail:From", MailFrom),
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
        Data,
        Replace,
        SkipChecks,
    ];

    /// <summary>The option that answers a question about a source.</summary>
    public static Option<string?> Get(SourceOption option) => SourceOptions[option];

    /// <summary>A line of the mail server's that names settings, in the names of the flags that set them.</summary>
    public static string ReplaceSettingNames(string line) =>
        MailSettingOptions.Aggregate(line, (told, one) =>
            told.Replace(one.Key, one.Flag.Name, StringComparison.Ordinal)
        );

    private static Option<string?> CreateOption(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
