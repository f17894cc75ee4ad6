using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActivitySync.Configuration;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary><c>config check|show|init</c>: what the settings are and what is wrong with them.</summary>
internal static class ConfigCommand
{
    private const string SampleResourceName = "appsettings.sample.json";

    public static Command Create()
    {
        var command = CommandBuilder.Create("config", "Checks, shows or starts the settings.", "config check");
        command.Subcommands.Add(CreateCheck());
        command.Subcommands.Add(CreateShow());
        command.Subcommands.Add(CreateInit());
        return command;
    }

    private static Command CreateCheck() =>
        CommandBuilder
            .Create(
                "check",
                "Reads the settings and tells every mistake, a line each.",
                "config check --config /etc/activitysync/appsettings.json"
            )
            .Handle(context =>
            {
                context.RequireSecrets();
                var settings = context.Settings;
                context.Out.WriteLine($"{settings.File ?? "environment"}: ok, {settings.Athletes.Count} runner(s).");
                return ExitCode.Done;
            });

    private static Command CreateShow()
    {
        var command = CommandBuilder.Create(
            "show",
            "Prints every setting in force and where it comes from; secrets hidden.",
            "config show"
        );
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(context =>
        {
            _ = context.Settings; // a mistake is told before anything is shown
            var inForce = SettingsFile
                .Read(context.GetValue(CommandBuilder.ConfigOption), SourceDescriptors.SettingsParsers)
                .Effective;
            if (context.IsJson)
            {
                context.Out.WriteLine(EffectiveSettingsJson.Serialize(inForce));
                return ExitCode.Done;
            }

            foreach (var setting in inForce)
            {
                context.Out.WriteLine($"{setting.Key} = {setting.Value ?? "null"}  ({setting.Origin})");
            }

            return ExitCode.Done;
        });
    }

    private static Command CreateInit()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "Where to write it.",
            DefaultValueFactory = _ => new FileInfo(SettingsFile.DefaultPaths[0]),
        };
        var command = CommandBuilder.Create(
            "init",
            "Writes a settings file with every setting and a comment beside it.",
            "config init"
        );
        command.Arguments.Add(file);
        return command.Handle(context =>
        {
            var target = context.GetValue(file)!;
            WriteSample(target.FullName);
            context.Out.WriteLine(
                $"{target}: written. Fill in the runner and the mail server, then run 'activitysync config check'."
            );
            return ExitCode.Done;
        });
    }

    private static void WriteSample(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it will hold secrets
        }

        try
        {
            using var sample = typeof(ConfigCommand).Assembly.GetManifestResourceStream(SampleResourceName)!;
            using var target = new FileStream(path, options);
            sample.CopyTo(target);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{path}: is there already; move it away first, or name another file."
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{path}: cannot be written; check the folder and its rights.",
                exception
            );
        }
    }
}

/// <summary>The settings in force as JSON, for <c>config show --json</c>.</summary>
internal static partial class EffectiveSettingsJson
{
    public static string Serialize(IReadOnlyList<EffectiveSetting> settings) =>
        JsonSerializer.Serialize(settings, Context.Default.IReadOnlyListEffectiveSetting);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(IReadOnlyList<EffectiveSetting>))]
    private sealed partial class Context : JsonSerializerContext;
}
