using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Commands;

/// <summary>One call of a verb: its arguments, its two streams, and the rooms, opened only when asked for.</summary>
internal sealed class CommandContext(ParseResult parsed, CommandEnvironment surroundings) : IAsyncDisposable
{
    private ServiceProvider? _services;
    private AppSettings? _settings;

    public TextWriter Out => surroundings.Output;

    public TextWriter Error => surroundings.Error;

    public TimeProvider Clock => surroundings.Clock;

    public bool IsJson => parsed.GetValue(CommandBuilder.JsonOption);

    /// <summary>The settings in force. Secrets may be absent; see <see cref="RequireSecrets"/>.</summary>
    /// <exception cref="OperationException">There are none, or they are wrong.</exception>
    public AppSettings Settings => _settings ??= surroundings.Settings ?? LoadSettings(requireSecrets: false);

    /// <summary>Asked first by verbs that speak with a service or a mail server; the others do without what is handed to the daemon alone.</summary>
    /// <exception cref="OperationException">There are no settings, they are wrong, or a secret that is wanted is not there.</exception>
    public void RequireSecrets() => _settings = surroundings.Settings ?? LoadSettings(requireSecrets: true);

    /// <summary>The same for verbs that send: there must be a way for mails too, or a mail would be entered that goes nowhere.</summary>
    /// <exception cref="OperationException">See <see cref="RequireSecrets"/>; or neither a mail server nor a folder for mails is set.</exception>
    public void RequireMail()
    {
        RequireSecrets();
        if (Settings.Mail.TransportError is { } line)
        {
            throw new OperationException(ErrorKind.InvalidInput, line);
        }
    }

    /// <summary>The settings, or null where no file is named and none is found: for verbs that can do without.</summary>
    /// <exception cref="OperationException">There are some, and they are wrong.</exception>
    public AppSettings? SettingsOrNull =>
        _settings ??= surroundings.Settings
            ?? SettingsFile.LoadOrNull(parsed.GetValue(CommandBuilder.ConfigOption), SourceDescriptors.SettingsParsers);

    /// <summary>The numbers of the rules: those of the settings where there are any, so that a file is answered as the daemon here would.</summary>
    public RuleParameters EffectiveRules => SettingsOrNull?.Rules ?? RuleParameters.Default;

    /// <summary>The runner meant: the one named, or the only one.</summary>
    /// <exception cref="OperationException">No such runner, or several and none named.</exception>
    public AthleteSettings Athlete => Settings.GetAthlete(parsed.GetValue(CommandBuilder.AthleteOption));

    /// <summary>The runners meant by a verb that may serve all of them.</summary>
    public IReadOnlyList<AthleteSettings> SelectedAthletes =>
        parsed.GetValue(CommandBuilder.AthleteOption) is { } name ? [Settings.GetAthlete(name)] : Settings.Athletes;

    /// <summary>Standard input as bytes; the caller disposes it.</summary>
    public Stream OpenStandardInput() => surroundings.Input ?? Console.OpenStandardInput();

    public T? GetValue<T>(Option<T> option) => parsed.GetValue(option);

    public T? GetValue<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>A use case out of the container of all rooms.</summary>
    public T GetService<T>()
        where T : notnull
    {
        if (_services is null)
        {
            DataDirectory.EnsureNotForeignRoot(Settings.ActivitySync.DataDirectory);
            _services = new ServiceCollection().AddActivitySync(Settings, Clock).BuildServiceProvider();
        }

        return _services.GetRequiredService<T>();
    }

    private AppSettings LoadSettings(bool requireSecrets) =>
        SettingsFile.Load(
            parsed.GetValue(CommandBuilder.ConfigOption),
            SourceDescriptors.SettingsParsers,
            requireSecrets
        );

    /// <summary>The line for trouble with the disk or the database; null if it is none of that.</summary>
    public string? FindDatabaseErrorMessage(Exception exception) =>
        _services?.GetRequiredService<Database>().DescribeError(exception);

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
    }
}

/// <summary>What a verb runs in. The process gives it the console, the settings files and the clock; a test its own.</summary>
internal sealed class CommandEnvironment : InvocationConfiguration
{
    /// <summary>Settings in place of those of a file.</summary>
    public AppSettings? Settings { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Standard input; null is the console's.</summary>
    public Stream? Input { get; init; }
}
