using System.CommandLine;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary><c>athlete add</c> and <c>athlete change</c>: the common settings of one athlete as options.</summary>
internal static class AthleteEditCommand
{
    private const string NoSources = "none";
    private const char Separator = ',';

    private static readonly Argument<string> Name = new("NAME")
    {
        Description = "The athlete's name in commands: lower-case letters, digits and hyphens.",
    };

    private static readonly Option<string?> Sources = new("--sources")
    {
        Description =
            $"Services with the activities: {string.Join(", ", GetSourceNames())}; several with commas, or "
            + $"{NoSources}.",
        HelpName = "SOURCES",
    };

    /// <summary>The options that set one value each.</summary>
    private static readonly IReadOnlyList<AthleteOption> Options =
    [
        new("Email", "--email", "ADDRESS", "Where the emails go.") { IsRequired = true },
        new("TimeZone", "--time-zone", "ZONE", "The time zone: Europe/Berlin.") { IsRequired = true },
        new("Language", "--language", "LANGUAGE", "Language of the emails. Default: en."),
        new("Units", "--units", "UNITS", "metric or imperial. Default: metric."),
        new("Budget", "--budget", "BUDGET", "regular, occasional or none. Default: regular."),
        new("Rhythm", "--rhythm", "RHYTHM", "auto, weekly, monthly, lapsed or unknown. Default: auto."),
        new("MaxHeartRate", "--max-heart-rate", "BPM", "The maximum heart rate.", JsonValueKind.Number),
        new("RestingHeartRate", "--resting-heart-rate", "BPM", "The resting heart rate.", JsonValueKind.Number),
        new("Digest:Day", "--digest-day", "DAY", "The day of the digest. Default: Sunday."),
        new("Digest:Time", "--digest-time", "TIME", "The time of the digest. Default: 19:00."),
        new("RaceMails", "--race-mails", "true|false", "Whether races get emails. Default: true.", JsonValueKind.True),
        new("Sources:Inbox", "--inbox", "DIR", "The folder to watch for activity files and exports."),
    ];

    public static Command CreateAdd()
    {
        var add = CommandBuilder.Create(
            "add",
            "Adds an athlete to the database. The running daemon serves the athlete at once.",
            "athlete add anna --email anna@example.org --time-zone Europe/Berlin"
        );
        AddOptions(add);
        return add.Handle(Add);
    }

    public static Command CreateChange()
    {
        var change = CommandBuilder.Create(
            "change",
            "Changes settings of an athlete in the database. \"\" brings back a default.",
            "athlete change anna --digest-day Saturday"
        );
        AddOptions(change);
        return change.Handle(Change);
    }

    private static void AddOptions(Command command)
    {
        command.Arguments.Add(Name);
        foreach (var option in Options)
        {
            command.Options.Add(option.Option);
        }

        command.Options.Add(Sources);
    }

    private static ExitCode Add(CommandContext context)
    {
        var name = context.GetValue(Name)!;
        if (context.GetService<AthleteRoster>().IsInFile(name))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"NAME: {name} is in the settings already ({context.Settings.File ?? "environment"}). Set it there."
            );
        }

        if (context.GetService<StoredAthleteService>().Exists(name))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"NAME: {name} is in the database already. Use 'activitysync athlete change {name}'."
            );
        }

        if (
            Options.Where(option => option.IsRequired && context.GetValue(option.Option) is null).ToList()
            is [_, ..] missing
        )
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                string.Join(
                    Environment.NewLine,
                    missing.Select(option =>
                        $"{option.Option.Name}: is missing. Use {option.Option.Name} {option.Option.HelpName}."
                    )
                )
            );
        }

        var athlete = Save(context, AthleteDocument.Empty, name);
        context.Out.WriteLine($"Added {name}. A running daemon needs no restart.");
        foreach (var source in athlete.Sources.Enabled)
        {
            context.Out.WriteLine(
                $"Run 'activitysync connect {source.Text} --athlete {name}' to connect {source.DisplayName}, or send "
                    + "the athlete a link to the page."
            );
        }

        return ExitCode.Done;
    }

    private static ExitCode Change(CommandContext context)
    {
        var name = context.GetValue(Name)!;
        var roster = context.GetService<AthleteRoster>();
        if (roster.IsInFile(name) || context.GetService<StoredAthleteService>().Find(name) is not { } document)
        {
            throw AthleteCommand.CreateNotStored(context, roster, name);
        }

        if (Options.All(option => context.GetValue(option.Option) is null) && context.GetValue(Sources) is null)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"athlete change: nothing to change. Use an option, such as {Options[0].Option.Name}."
            );
        }

        Save(context, document, name);
        context.Out.WriteLine($"Changed {name}. A running daemon needs no restart.");
        WriteOverridden(context, roster.Get(name));
        return ExitCode.Done;
    }

    /// <summary>Names the changes that have no effect, because the athlete has chosen another value.</summary>
    private static void WriteOverridden(CommandContext context, AthleteSettings athlete)
    {
        foreach (
            var preference in Preference.All.Where(preference =>
                Options.Any(option => option.Key == preference.Key && context.GetValue(option.Option) is not null)
                && athlete.GetOrigin(preference).Layer == SettingLayer.Page
            )
        )
        {
            context.Out.WriteLine(
                $"{preference.Key}: {athlete.Name} has set it to {preference.Format(athlete)}, which comes first. "
                    + $"Run 'activitysync preference reset {preference.Key} --athlete {athlete.Name}' to change that."
            );
        }
    }

    /// <exception cref="OperationException">A value is invalid; the message has one line per error.</exception>
    private static AthleteSettings Save(CommandContext context, AthleteDocument document, string name)
    {
        document = Options.Aggregate(document.With("Name", name), (changed, option) => option.Apply(context, changed));
        document = ApplySources(context, document);
        var errors = new List<SettingError>();
        using var connection = context.GetService<Database>().Open();
        var saved = context.GetService<StoredAthleteService>().Save(connection, document, "", errors);
        if (saved is not { Athlete: var athlete })
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                string.Join(
                    Environment.NewLine,
                    errors.Select(error => TerminalText.Sanitize($"{GetOptionName(error.Key)}: {error.Message}"))
                )
            );
        }

        WriteMissingSettings(context, athlete.Sources.Enabled);
        return athlete;
    }

    /// <summary>Names the settings that a source needs and that are missing.</summary>
    public static void WriteMissingSettings(CommandContext context, IReadOnlyCollection<SourceName> sources)
    {
        if (sources.Count == 0)
        {
            return;
        }

        foreach (var error in context.FindErrors(sources))
        {
            context.Error.WriteLine(TerminalText.Sanitize(error.ToString()));
        }
    }

    private static AthleteDocument ApplySources(CommandContext context, AthleteDocument document)
    {
        if (context.GetValue(Sources) is not { } typed)
        {
            return document;
        }

        var chosen = typed.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = chosen
            .Except([NoSources, .. GetSourceNames()], StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault();
        if (unknown is not null)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--sources: \"{TerminalText.Sanitize(unknown, 40)}\" is invalid; expected "
                    + $"{string.Join(", ", GetSourceNames())} or {NoSources}."
            );
        }

        return SourceDescriptors.All.Aggregate(document, (changed, source) =>
            changed.With(
                $"Sources:{source.SettingsParser.SectionName}",
                chosen.Contains(source.Name.Text, StringComparer.OrdinalIgnoreCase) ? "true" : null,
                JsonValueKind.True
            )
        );
    }

    private static IEnumerable<string> GetSourceNames() => SourceDescriptors.All.Select(source => source.Name.Text);

    private static string GetOptionName(string key) =>
        key == "Name" ? "NAME" : Options.FirstOrDefault(option => option.Key == key)?.Option.Name ?? key;

    /// <summary>An option that sets one value.</summary>
    private sealed class AthleteOption(
        string key,
        string name,
        string helpName,
        string description,
        JsonValueKind kind = JsonValueKind.String
    )
    {
        public string Key => key;

        /// <summary>Whether there is no athlete without it.</summary>
        public bool IsRequired { get; init; }

        public Option<string?> Option { get; } = new(name) { HelpName = helpName, Description = description };

        public AthleteDocument Apply(CommandContext context, AthleteDocument document) =>
            context.GetValue(Option) is { } typed
                ? document.With(
                    key,
                    typed.Length == 0 ? null : typed,
                    kind == JsonValueKind.True && typed == "false" ? JsonValueKind.False : kind
                )
                : document;
    }
}
