using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary><c>config check|show|init</c>: checks, shows and creates settings.</summary>
internal static class ConfigCommand
{
    private const string SampleResourceName = "appsettings.sample.json";

    public static Command Create()
    {
        var command = CommandBuilder.Create("config", "Checks, shows or creates the settings.", "config check");
        command.Subcommands.Add(CreateCheck());
        command.Subcommands.Add(CreateShow());
        command.Subcommands.Add(CreateInit());
        return command;
    }

    private static Command CreateCheck() =>
        CommandBuilder
            .Create(
                "check",
                "Reads the settings and reports every error, one per line.",
                "config check --config /etc/activitysync/appsettings.json"
            )
            .Handle(context =>
            {
                context.RequireSecrets();
                var settings = context.Settings;
                var count = settings.FileAthletes.Count;
                var stored = GetStored(context);
                ThrowIfRosterDoesNotFit(context, stored);
                context.Out.WriteLine(
                    $"{settings.File ?? "environment"}: ok, {count} {(count == 1 ? "athlete" : "athletes")}"
                        + (stored.Count == 0 ? "." : $", and {stored.Count} in the database.")
                );
                return ExitCode.Done;
            });

    /// <summary>Reads the athletes in the database; none if it can't be read, which <c>doctor</c> reports.</summary>
    private static IReadOnlyList<RosterEntry> GetStored(CommandContext context)
    {
        try
        {
            return
            [
                .. context
                    .GetService<AthleteRoster>()
                    .GetEntries()
                    .Where(entry => entry.Layer == SettingLayer.Database && !entry.IsShadowed),
            ];
        }
        catch (OperationException)
        {
            return [];
        }
    }

    /// <summary>Checks what depends on the athletes in the database: admins, and settings of sources.</summary>
    private static void ThrowIfRosterDoesNotFit(CommandContext context, IReadOnlyList<RosterEntry> stored)
    {
        var errors = new List<string>();
        if (context.Settings.Page.Admins.Count > 0)
        {
            errors.AddRange(context.GetService<AthleteRoster>().FindUnknownAdmins());
        }

        var used = stored.SelectMany(entry => entry.Athlete?.Sources.Enabled ?? []).ToHashSet();
        if (used.Count > 0)
        {
            errors.AddRange(context.FindErrors(used).Select(error => error.ToString()));
        }

        if (errors.Count > 0)
        {
            throw new OperationException(ErrorKind.InvalidInput, string.Join(Environment.NewLine, errors));
        }
    }

    private static Command CreateShow()
    {
        var command = CommandBuilder.Create(
            "show",
            "Prints every effective setting and where it comes from. Secrets are hidden.",
            "config show"
        );
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(context =>
        {
            _ = context.Settings; // throws if they are invalid, before anything is shown
            var effective = ApplyPreferences(
                context,
                SettingsFile
                    .Read(context.GetValue(CommandBuilder.ConfigOption), SourceDescriptors.SettingsParsers)
                    .Effective
            );
            if (context.IsJson)
            {
                context.Out.WriteLine(EffectiveSettingsJson.Serialize(effective));
                return ExitCode.Done;
            }

            foreach (var setting in effective)
            {
                context.Out.WriteLine($"{setting.Key} = {setting.Value ?? "null"}  ({setting.Origin})");
            }

            return ExitCode.Done;
        });
    }

    /// <summary>Replaces the settings that an athlete changed. Without a database that can be read they are left out,
    /// and a line says so.</summary>
    private static IReadOnlyList<EffectiveSetting> ApplyPreferences(
        CommandContext context,
        IReadOnlyList<EffectiveSetting> effective
    )
    {
        try
        {
            return effective.WithPreferences(context.GetService<AthleteRoster>().GetAll());
        }
        catch (OperationException exception)
        {
            context.Error.WriteLine($"Changes from the page are not shown: {ErrorText.LineFor(exception)}");
            return effective;
        }
    }

    private static Command CreateInit()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "The file to write. Default: appsettings.json in the current folder.",
            DefaultValueFactory = _ => new FileInfo(SettingsFile.DefaultPaths[0]),
        };
        var command = CommandBuilder.Create(
            "init",
            "Writes a settings file with every setting, its default and a comment.",
            "config init"
        );
        command.Arguments.Add(file);
        return command.Handle(context =>
        {
            var target = context.GetValue(file)!;
            WriteSample(target.FullName);
            context.Out.WriteLine(
                $"{target}: written. Set the athlete and the mail server, then run 'activitysync config check'."
            );
            return ExitCode.Done;
        });
    }

    private static void WriteSample(string path)
    {
        try
        {
            using var sample = typeof(ConfigCommand).Assembly.GetManifestResourceStream(SampleResourceName)!;
            // Only for its owner, since it will contain secrets.
            if (!AtomicFile.TryCreate(path, AtomicFile.OwnerOnly, sample.CopyTo))
            {
                throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"{path}: already exists. Use another file, or move it away first."
                );
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{path}: cannot be written. Check the folder and its permissions.",
                exception
            );
        }
    }
}

/// <summary>The effective settings as JSON, for <c>config show --json</c>.</summary>
internal static partial class EffectiveSettingsJson
{
    public static string Serialize(IReadOnlyList<EffectiveSetting> settings) =>
        JsonSerializer.Serialize(settings, Context.Default.IReadOnlyListEffectiveSetting);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(IReadOnlyList<EffectiveSetting>))]
    private sealed partial class Context : JsonSerializerContext;
}
